import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import type { ThirdParty, ThirdPartyRequest } from '../ecosystem.ts';
import { withReadCredential } from '../reader.ts';
import { type HttpAnswer, http } from '../world/http.ts';
import { goClient, runUserGo } from './go-command.ts';
import { escapeModule } from './module-path.ts';
import { PRIVATE_SETTINGS } from './private-patterns.ts';
import { infoOf } from './wire.ts';

/** The output of `go mod download -json`; its paths are of files in the module cache. */
const downloadedSchema = z.looseObject({
  Path: z.string(),
  Version: z.string(),
  GoMod: z.string(),
  Zip: z.string(),
  Sum: z.string(),
  GoModSum: z.string(),
});

type Downloaded = z.infer<typeof downloadedSchema>;

/** Downloads the module with an empty cache, then requests each part of it, and its record in the checksum database. */
export async function fetchGoThirdParty(request: ThirdPartyRequest): Promise<ThirdParty> {
  const { wanted, registry, clientAccess, check, sandbox, log } = request;
  const modCache = path.join(sandbox, 'modcache');
  const go = await goClient({
    registry: clientAccess,
    internal: [],
    home: path.join(sandbox, 'home'),
    modCache,
    log,
  });
  const get = async (suffix: string): Promise<HttpAnswer> => {
    const url = `${registry.address}/${suffix}`;
    const answer = await http(withReadCredential(registry, { url }));
    if (answer.status !== 200) throw new Error(`${url} answered ${answer.status}`);
    return answer;
  };

  const database = await readChecksumDatabase(sandbox);
  if (database === undefined) log('GOSUMDB is off: there is no checksum database to ask');
  else await check('checksum database is relayed', () => get(`sumdb/${database}/supported`));
  const downloaded = await check('go mod download', async () =>
    downloadedSchema.parse(JSON.parse(await go.ask(sandbox, 'mod', 'download', '-json', wanted))),
  );
  const { Path: name, Version: version } = downloaded;
  const sameAs = async (file: string, suffix: string): Promise<void> => {
    const { url, body } = await get(suffix);
    if (!body.equals(await readFile(file)))
      throw new Error(`${url} differs from the file that go downloaded`);
  };

  const at = `${escapeModule(name)}/@v/${escapeModule(version)}`;
  await check('.info', async () => {
    const info = infoOf(await get(`${at}.info`));
    if (info.Version !== version) throw new Error(`it says version ${info.Version}`);
  });
  await check('.mod', () => sameAs(downloaded.GoMod, `${at}.mod`));
  await check('.zip', () => sameAs(downloaded.Zip, `${at}.zip`));

  if (database !== undefined)
    await check('checksum database', async () => {
      const lookup = `sumdb/${database}/lookup/${escapeModule(name)}@${escapeModule(version)}`;
      // go keeps the database's answer here; it must have come through the registry.
      const recordFile = path.join(modCache, 'cache', 'download', lookup);
      if (!existsSync(recordFile))
        return log(`${name} is private by ${PRIVATE_SETTINGS.join(', ')}: go asks no database for it`);
      checkSums((await get(lookup)).body.toString('utf8'), downloaded);
      await sameAs(recordFile, lookup);
    });
  return { name, version, integrity: downloaded.Sum };
}

/**
 * Returns the name of the user's checksum database; undefined if it is off.
 * @see https://go.dev/ref/mod#environment-variables
 */
async function readChecksumDatabase(folder: string): Promise<string | undefined> {
  const [setting = ''] = (await runUserGo(folder, 'env', 'GOSUMDB')).trim().split(/\s+/);
  return setting === 'off' ? undefined : setting.split('+')[0];
}

/** @see https://go.dev/design/25530-sumdb#checksum-database */
function checkSums(record: string, { Path, Version, Sum, GoModSum }: Downloaded): void {
  for (const line of [`${Path} ${Version} ${Sum}`, `${Path} ${Version}/go.mod ${GoModSum}`])
    if (!record.split('\n').includes(line)) throw new Error(`its record has no line "${line}"`);
}
