import { expect, it } from 'vitest';
import { locked } from './lock.ts';

it('reads names, versions and hashes', () => {
  const text = `# a comment
Ameide_SDK[x]==0.1.0.dev20261124150000 \\
    --hash=sha256:aa \\
    --hash=sha256:bb
colorama==0.4.6 ; sys_platform == 'win32' \\\r
    --hash=sha256:cc
bare==1
`;
  expect(locked(text)).toEqual([
    { name: 'ameide-sdk', version: '0.1.0.dev20261124150000', integrities: ['sha256:aa', 'sha256:bb'] },
    { name: 'colorama', version: '0.4.6', integrities: ['sha256:cc'] },
    { name: 'bare', version: '1', integrities: [] },
  ]);
});
