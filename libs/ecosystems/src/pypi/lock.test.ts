import { expect, it } from 'vitest';
import { samplePacked } from '../../../version-manifest/src/testing/sample.ts';
import { parseLock, withWheelsAlone } from './lock.ts';

it('reads names, versions and hashes', () => {
  const text = `# a comment
Ameide_SDK[x]==0.1.0.dev20261124150000 \\
    --hash=sha256:aa \\
    --hash=sha256:bb
colorama==0.4.6 ; sys_platform == 'win32' \\\r
    --hash=sha256:cc
bare==1
`;
  expect(parseLock(text)).toEqual([
    { name: 'ameide-sdk', version: '0.1.0.dev20261124150000', integrities: ['sha256:aa', 'sha256:bb'] },
    { name: 'colorama', version: '0.4.6', integrities: ['sha256:cc'] },
    { name: 'bare', version: '1', integrities: [] },
  ]);
});

it.each([
  ['--hash=one:1 \\\n    --hash=one:2', '--hash=one:1'],
  ['--hash=one:2 \\\n    --hash=one:1', '--hash=one:1'],
])('leaves the wheel of an SDK alone: %j', (hashes, left) => {
  const lock = (sdk: string): string =>
    `a==1 \\\n    --hash=sha256:aa\nsdk==1 \\\n    ${sdk}\nz==1 \\\n    --hash=sha256:bb \\\n    --hash=sha256:cc\n`;
  expect(withWheelsAlone(lock(hashes), [samplePacked()])).toBe(lock(left));
});
