import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { sha256 } from '@ameideio/version-manifest';
import { unzipSync } from 'fflate';
import type { SmokeRequest } from '../ecosystem.ts';
import { withReadCredential } from '../reader.ts';
import { FileNotServed, type HttpAnswer, http } from '../world/http.ts';
import { describeOddLatest, syntheticGoMod } from './latest.ts';
import { escapeModule } from './module-path.ts';
import { checkModuleZip } from './modzip.ts';
import { parseGoMod } from './parse-go-mod.ts';
import { infoOf, versionsOf } from './wire.ts';

/**
 * Requests every endpoint of the download protocol.
 *
 * @see https://go.dev/ref/mod#goproxy-protocol
 */
export async function checkDownloadProtocol(request: SmokeRequest): Promise<void> {
  const { packed, registry, check, warn, sandbox } = request;
  const { name, version, artifacts } = packed;
  const root = `${registry.address}/${escapeModule(name)}`;
  const ask = (suffix: string): Promise<HttpAnswer> =>
    http(withReadCredential(registry, { url: `${root}/${suffix}` }));
  const get = async (suffix: string): Promise<HttpAnswer> => {
    const answer = await ask(suffix);
    if (answer.status === 404 || answer.status === 410) throw new FileNotServed(answer.url, answer.status);
    if (answer.status !== 200) throw new Error(`${root}/${suffix} answered ${answer.status}`);
    return answer;
  };
  const at = `@v/${escapeModule(version)}`;

  const versions = await check('@v/list', async () => {
    const list = versionsOf(await get('@v/list'));
    if (!list.includes(version)) throw new Error(`it does not list ${version}`);
    return list;
  });
  await check('.info', async () => {
    const info = infoOf(await get(`${at}.info`));
    if (info.Version !== version) throw new Error(`it says version ${info.Version}`);
    // Optional in the protocol.
    if (info.Time !== undefined && Number.isNaN(Date.parse(info.Time)))
      throw new Error(`its time "${info.Time}" is none`);
  });
  const goMod = await check('.mod', async () => {
    const { body } = await get(`${at}.mod`);
    const { module } = parseGoMod(body.toString('utf8'));
    if (module !== name) throw new Error(`it is of the module ${module}`);
    return body;
  });
  const zip = await check('.zip', async () => {
    const { body: bytes } = await get(`${at}.zip`);
    const file = path.join(sandbox, 'downloaded.zip');
    await writeFile(file, bytes);
    const h1 = await checkModuleZip(name, version, file);
    const [packedZip] = artifacts;
    if (h1 !== packedZip?.integrity)
      throw new Error(`its hash is ${h1}, but the packed zip has ${packedZip?.integrity}`);
    if (sha256(bytes) !== packedZip.sha256)
      throw new Error(`its sha256 is ${sha256(bytes)}, but the packed zip has ${packedZip.sha256}`);
    return bytes;
  });
  await check('.mod is what the zip holds', async () => {
    const entry = `${name}@${version}/go.mod`;
    const packedGoMod = unzipSync(zip, { filter: (file) => file.name === entry })[entry];
    // For a module without a go.mod, proxies serve one with a single line.
    if (!goMod.equals(packedGoMod ?? Buffer.from(syntheticGoMod(name))))
      throw new Error(`the go command resolves by another go.mod than ${entry} of the zip`);
  });
  await check('@latest', async () => {
    const odd = await describeOddLatest(name, versions, ask);
    if (odd !== undefined) warn('@latest', odd);
  });
}
