import type { Artifact, PackedManifest } from '@ameideio/version-manifest';
import { downloadListed } from '../download.ts';
import { type Environment, readRequired, readRequiredRoot } from '../environment.ts';
import { type ReadAccess, readCredential } from '../reader.ts';
import type { CredentialCheck, Registry, ServedArtifact, ServedVersion, UploadAnswer } from '../registry.ts';
import { uploadAnswerOf } from '../upload-answer.ts';
import type { Credential } from '../world/credential.ts';
import { type HttpRequest, http, RegistryError, redactUrl } from '../world/http.ts';
import { declaredDigest, matchesDigest, strongDigest } from './declared-digest.ts';
import { chooseDistTag, RELEASE_TAG } from './dist-tag.ts';
import { describeOddities } from './oddities.ts';
import { fetchPackument, jsonOf, packageUrl, versionOf } from './packument.ts';
import { publishDocument } from './publish-document.ts';
import { tarballName } from './tarball.ts';
import { ADDRESS, READING, TOKEN, variables } from './variables.ts';
import { versionSchema, whoAmISchema } from './wire.ts';

/** Opens a registry that speaks npm's protocol. */
export function npmRegistry(environment: Environment): Registry {
  const access: ReadAccess = {
    address: readRequiredRoot(variables, ADDRESS, environment),
    credential: readCredential(variables, environment),
  };
  const uploader = (): Credential => ({ token: readRequired(variables, TOKEN, environment) });
  return {
    ...access,
    lookUp: (name, version) => lookUp(access, name, version),
    download: (served) => download(access, served),
    upload: (packed, artifact, bytes) => upload(access, uploader(), packed, artifact, bytes),
    versions: (name) => versions(access, name),
    latest: (name) => latest(access, name),
    oddities: (name) => oddities(access, name),
    checkCredential: () => checkCredential(access, uploader()),
  };
}

async function lookUp(access: ReadAccess, name: string, version: string): Promise<ServedArtifact[]> {
  const dist = versionOf(access, name, await fetchPackument(access, name), version)?.dist;
  if (dist === undefined) return [];
  const digest = declaredDigest(dist);
  const declared = strongDigest(digest);
  // A version has one tarball, which gets the packed file's name whatever the registry calls it.
  const served = { file: tarballName(name, version), url: dist.tarball, declared };
  return [declared === undefined ? { ...served, weaklyDeclared: digest?.toString() } : served];
}

async function versions(access: ReadAccess, name: string): Promise<ServedVersion[]> {
  const { versions: listed = {}, time = {} } = (await fetchPackument(access, name)) ?? {};
  return Object.entries(listed).flatMap(([version, entry]) => {
    const stated = time[version];
    return versionSchema.safeParse(entry).success
      ? [{ version, time: typeof stated === 'string' ? stated : undefined }]
      : [];
  });
}

async function latest(access: ReadAccess, name: string): Promise<string | undefined> {
  const target = (await fetchPackument(access, name))?.['dist-tags']?.[RELEASE_TAG];
  return typeof target === 'string' ? target : undefined;
}

async function oddities(access: ReadAccess, name: string): Promise<string[]> {
  const packument = await fetchPackument(access, name);
  return packument === undefined ? [] : describeOddities(packument);
}

async function download(access: ReadAccess, { url, weaklyDeclared }: ServedArtifact): Promise<Buffer> {
  const bytes = await downloadListed(access, url, READING);
  if (weaklyDeclared === undefined || matchesDigest(bytes, weaklyDeclared)) return bytes;
  throw new RegistryError(
    'INVALID_RESPONSE',
    `${redactUrl(url)} holds bytes that do not match ${weaklyDeclared}, the digest that the registry declares. npm refuses to install them. Remove the version from the registry.`,
  );
}

async function upload(
  access: ReadAccess,
  uploader: Credential,
  packed: PackedManifest,
  artifact: Artifact,
  bytes: Buffer,
): Promise<UploadAnswer> {
  const served = Object.keys((await fetchPackument(access, packed.name))?.versions ?? {});
  const tag = chooseDistTag(packed.version, served);
  const request: HttpRequest = {
    url: packageUrl(access.address, packed.name),
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: await publishDocument({ address: access.address, packed, artifact, bytes, tag }),
    credential: uploader,
  };
  // npm's own registry answers 404 to users who may not write a package.
  return uploadAnswerOf(request, await http(request), `${TOKEN} (and ${ADDRESS})`, 404);
}

/**
 * Checks the token by `whoami`, which registries need not offer. @see https://docs.npmjs.com/cli/commands/npm-whoami
 */
async function checkCredential(
  { address, credential }: ReadAccess,
  uploader: Credential,
): Promise<CredentialCheck> {
  const answer = await http({ url: `${address}/-/whoami`, credential: uploader });
  if (answer.status === 401 || answer.status === 403)
    return credential === undefined ? 'refused' : 'not checkable before upload';
  const parsed = whoAmISchema.safeParse(answer.status === 200 ? jsonOf(answer) : undefined);
  if (!parsed.success) return 'not checkable before upload';
  return parsed.data.username ? 'accepted' : 'refused';
}
