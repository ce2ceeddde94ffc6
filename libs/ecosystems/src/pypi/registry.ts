import { maxSatisfying, valid } from '@renovatebot/pep440';
import { downloadListed } from '../download.ts';
import { type Environment, readRequired, readRequiredAddress, readRequiredRoot } from '../environment.ts';
import { type ReadAccess, readCredential } from '../reader.ts';
import type { CredentialCheck, Registry, ServedArtifact, ServedVersion, UploadAnswer } from '../registry.ts';
import { uploadAnswerOf } from '../upload-answer.ts';
import type { Credential } from '../world/credential.ts';
import { type HttpRequest, http, RegistryError, redactUrl } from '../world/http.ts';
import { matchesDigest } from './declared-digest.ts';
import { isOfVersion, parseDistributionFile } from './distribution-file.ts';
import { fetchSimplePage } from './simple-index.ts';
import { INDEX, PASSWORD, READING, UPLOAD, USERNAME, variables } from './variables.ts';
import { devpiApiSchema, devpiIndexSchema, jsonOf } from './wire.ts';

/** Opens a Python package index: reads the simple index and writes by the legacy upload API, which every server has. */
export function pypiRegistry(environment: Environment): Registry {
  const access: ReadAccess = {
    address: readRequiredRoot(variables, INDEX, environment),
    credential: readCredential(variables, environment),
  };
  const upload = (): string => readRequiredAddress(variables, UPLOAD, environment);
  const uploader = (): Credential => ({
    username: readRequired(variables, USERNAME, environment),
    password: readRequired(variables, PASSWORD, environment),
  });

  return {
    ...access,

    async lookUp(name, version): Promise<ServedArtifact[]> {
      const page = await fetchSimplePage(access, name, 'json or html');
      return (page?.files ?? [])
        .filter(({ file }) => isOfVersion(file, name, version))
        .map(({ file, url, declared, weaklyDeclared }) => ({ file, url, declared, weaklyDeclared }));
    },

    async download({ url, weaklyDeclared }): Promise<Buffer> {
      const bytes = await downloadListed(access, url, READING);
      if (weaklyDeclared === undefined || matchesDigest(bytes, weaklyDeclared)) return bytes;
      throw new RegistryError(
        'INVALID_RESPONSE',
        `${redactUrl(url)} holds bytes that do not match ${weaklyDeclared}, the digest that the index declares. Clients refuse to install it. Remove it from the registry.`,
      );
    },

    async upload(_packed, artifact, bytes): Promise<UploadAnswer> {
      const { uploadForm } = await import('./upload-form.ts');
      const request: HttpRequest = {
        url: upload(),
        method: 'POST',
        credential: uploader(),
        body: await uploadForm(artifact, bytes),
      };
      const answer = await http(request);
      const credential = `${UPLOAD}, ${USERNAME} and ${PASSWORD}`;
      if (new URL(answer.url).href === new URL(request.url).href)
        return uploadAnswerOf(request, answer, credential);
      // A redirected POST becomes a GET, whose 200 says nothing about the upload.
      const fault = `${redactUrl(request.url)} redirects uploads to ${redactUrl(answer.url)}`;
      const error = new RegistryError('REGISTRY_REFUSED', `${fault}. Set ${UPLOAD} to that.`);
      return { status: answer.status, error };
    },

    /** Reads the versions from the files' names; a version's time is that of its first file. */
    async versions(name): Promise<ServedVersion[]> {
      const page = await fetchSimplePage(access, name, 'json or html');
      const files = Map.groupBy(page?.files ?? [], ({ file }) => parseDistributionFile(file)?.version);
      return [...files].flatMap(([version, of]) => {
        const [time] = of.flatMap(({ uploaded }) => uploaded ?? []).toSorted();
        return version === undefined ? [] : [{ version, time }];
      });
    },

    /** Picks what a client prefers: a release, if there is one. An index names no latest version itself. */
    async latest(name): Promise<string | undefined> {
      const page = await fetchSimplePage(access, name, 'json or html');
      const versions = (page?.files ?? []).flatMap(({ file, yanked }) =>
        yanked ? [] : (parseDistributionFile(file)?.version ?? []),
      );
      return maxSatisfying(versions.filter(valid), '') ?? undefined;
    },

    async oddities(name): Promise<string[]> {
      const page = await fetchSimplePage(access, name, 'json or html');
      const files = Map.groupBy(page?.files ?? [], ({ file }) => parseDistributionFile(file)?.version);
      return [...files].flatMap(([version, of]) =>
        of.every(({ yanked }) => yanked) ? [`${version} is yanked`] : [],
      );
    },

    /**
     * devpi says which user a request belongs to. No other server is asked for that: one answers with endless
     * redirects.
     */
    async checkCredential(): Promise<CredentialCheck> {
      const url = upload();
      const index = await http({ url, headers: { accept: 'application/json' } });
      if (!devpiIndexSchema.safeParse(jsonOf(index)).success) return 'not checkable before upload';
      const api = `${url.replace(/\/+$/, '')}/+api`;
      const [anonymous, authorized] = await Promise.all([
        fetchDevpiStatus({ url: api }),
        fetchDevpiStatus({ url: api, credential: uploader() }),
      ]);
      if (anonymous !== 'noauth' || authorized === undefined) return 'not checkable before upload';
      return authorized === 'ok' ? 'accepted' : 'refused';
    },
  };
}

/** Returns `ok`, `noauth` or `expired`; undefined for any other answer. */
async function fetchDevpiStatus(request: HttpRequest): Promise<string | undefined> {
  const answer = await http(request);
  return answer.status === 200
    ? devpiApiSchema.safeParse(jsonOf(answer)).data?.result.authstatus[0]
    : undefined;
}
