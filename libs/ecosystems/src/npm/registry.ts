import type { Artifact, PackedManifest } from '@ameideio/version-manifest';
import { type Environment, required, requiredRoot } from '../environment.ts';
import { asReader, type ReadAccess, readCredential } from '../reader.ts';
import type { CredentialCheck, Registry, ServedArtifact, ServedVersion, UploadAnswer } from '../registry.ts';
import type { Credential } from '../world/credential.ts';
import { type HttpRequest, http, RegistryError, shown, unexpected } from '../world/http.ts';
import { distTag, RELEASE_TAG } from './dist-tag.ts';
import { fetchPackument, jsonOf, packageUrl } from './packument.ts';
import { publishDocument } from './publish-document.ts';
import { tarballName } from './tarball.ts';
import { ADDRESS, READING, TOKEN, variables } from './variables.ts';
import { declaredIntegrity, whoAmISchema } from './wire.ts';

/** A server of the npm registry's protocol. */
export function npmRegistry(environment: Environment): Registry {
  const access: ReadAccess = {
    address: requiredRoot(variables, ADDRESS, environment),
    credential: readCredential(variables, environment),
  };
  const uploader = (): Credential => ({ token: required(variables, TOKEN, environment) });
  return {
    ...access,
    lookUp: (name, version) => lookUp(access, name, version),
    download: (served) => download(access, served),
    upload: (packed, artifact, bytes) => upload(access, uploader(), packed, artifact, bytes),
    versions: (name) => versions(access, name),
    latest: async (name) => (await fetchPackument(access, name))?.['dist-tags'][RELEASE_TAG],
    checkCredential: () => checkCredential(access, uploader()),
  };
}

async function lookUp(access: ReadAccess, name: string, version: string): Promise<ServedArtifact[]> {
  const dist = (await fetchPackument(access, name))?.versions[version]?.dist;
  if (dist === undefined) return [];
  // A version has one tarball, so it bears the packed file's name whatever the registry calls it.
  const file = tarballName(name, version);
  return [{ file, url: dist.tarball, declared: declaredIntegrity(dist.integrity) }];
}

async function versions(access: ReadAccess, name: string): Promise<ServedVersion[]> {
  const { versions: served = {}, time = {} } = (await fetchPackument(access, name)) ?? {};
  return Object.keys(served).map((version) => {
    const told = time[version];
    return { version, time: typeof told === 'string' ? told : undefined };
  });
}

async function download(access: ReadAccess, { url }: ServedArtifact): Promise<Buffer> {
  const request = asReader(access, { url });
  const answer = await http(request);
  if (answer.status === 200) return answer.body;
  if (answer.status === 404) {
    const what = `${shown(url)} answered 404, but the registry lists this tarball`;
    throw new RegistryError(
      'REGISTRY_UNAVAILABLE',
      `${what}. Look at the registry's storage, then run again.`,
    );
  }
  throw unexpected(request, answer, READING);
}

async function upload(
  access: ReadAccess,
  uploader: Credential,
  packed: PackedManifest,
  artifact: Artifact,
  bytes: Buffer,
): Promise<UploadAnswer> {
  const served = Object.keys((await fetchPackument(access, packed.name))?.versions ?? {});
  const tag = distTag(packed.version, served);
  const request: HttpRequest = {
    url: packageUrl(access.address, packed.name),
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: await publishDocument({ address: access.address, packed, artifact, bytes, tag }),
    credential: uploader,
  };
  const answer = await http(request);
  switch (answer.status) {
    case 200:
    case 201:
      return 'accepted';
    case 409:
      return 'exists';
    // Some registries say so, and not 409, where the version exists: only a look tells.
    case 400:
    case 403:
      if ((await lookUp(access, packed.name, packed.version)).length > 0) return 'exists';
  }
  throw unexpected(request, answer, TOKEN);
}

/** `whoami` is a read that no registry has to offer. @see https://docs.npmjs.com/cli/commands/npm-whoami */
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
