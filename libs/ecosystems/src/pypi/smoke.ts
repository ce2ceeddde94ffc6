import { cp } from 'node:fs/promises';
import path from 'node:path';
import type { SmokeRequest } from '../ecosystem.ts';
import { checkDownloadProtocol } from './download-protocol.ts';
import { smokeInstalled } from './smoke-installed.ts';
import { type Uv, uvClient } from './uv.ts';

/** Smokes a version: reads the simple index and every file, then installs and imports the wheel and the sdist. */
export async function smokePypi(request: SmokeRequest): Promise<void> {
  const { clientAccess, sandbox, log } = request;
  await checkDownloadProtocol(request);
  const uv = await uvClient({
    index: clientAccess,
    home: path.join(sandbox, 'home'),
    cache: path.join(sandbox, 'uv-cache'),
    log,
  });
  const python = await smokeInstalled(request, uv);
  await checkScript(request, uv, python);
}

async function checkScript(
  { packed, check, smokeFolder, sandbox }: SmokeRequest,
  uv: Uv,
  python: string,
): Promise<void> {
  if (smokeFolder === undefined) return;
  await check('smoke script', async () => {
    const folder = path.join(sandbox, 'smoke');
    await cp(smokeFolder, folder, { recursive: true });
    const own = { PACKAGE_NAME: packed.name, PACKAGE_VERSION: packed.version };
    await uv.program(python, sandbox, [path.join(folder, 'smoke.py')], own);
  });
}
