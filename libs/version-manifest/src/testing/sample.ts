import type { PackedManifest } from '../packed-manifest.ts';
import { digestsOf, type SmokeResult } from '../smoke-result.ts';

/** Makes a valid packed manifest. */
export function samplePacked(name = '@sample/sdk'): PackedManifest {
  return {
    project: 'sdk',
    ecosystem: 'npm',
    name,
    base: '1.2.3',
    version: '1.2.3-dev.20260102030405',
    artifacts: [
      { file: 'sdk.whl', size: 1, sha256: 'a'.repeat(64), integrity: 'one:1' },
      { file: 'sdk.tar.gz', size: 2, sha256: 'b'.repeat(64), integrity: 'one:2' },
    ],
    source: { commit: 'c'.repeat(40), dirty: false },
    inputs: 'd'.repeat(64),
  };
}

/** Makes the result of a smoke that the packed SDK passed. */
export function sampleSmoke(packed: PackedManifest): SmokeResult {
  const { name, version } = packed;
  return {
    name,
    version,
    registry: 'http://127.0.0.1:4873',
    digests: digestsOf(packed),
    checks: [{ name: 'install', milliseconds: 120 }],
    warnings: [],
    notRun: [],
  };
}
