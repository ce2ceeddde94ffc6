import pMap from 'p-map';
import { type Environment, required, requiredAddress, requiredRoot } from '../environment.ts';
import { asReader, type ReadAccess, readCredential } from '../reader.ts';
import type { CredentialCheck, Registry, ServedArtifact, ServedVersion, UploadAnswer } from '../registry.ts';
import type { Credential } from '../world/credential.ts';
import { type HttpAnswer, type HttpRequest, http, unexpected } from '../world/http.ts';
import { escapeModule } from './module-path.ts';
import { netrcOf } from './netrc.ts';
import { PROXY, READING, TOKEN, UPLOAD, variables } from './variables.ts';
import { infoOf, latestOf, versionsOf } from './wire.ts';

/**
 * A Go module registry: read through the GOPROXY protocol, written by one authenticated PUT of the module zip.
 *
 * @see https://go.dev/ref/mod#goproxy-protocol
 */
export function goRegistry(environment: Environment): Registry {
  const access: ReadAccess = {
    address: requiredRoot(variables, PROXY, environment),
    credential: readCredential(variables, environment),
  };
  // Refuses now what the go command would not send later, after the upload.
  netrcOf(access);
  const { address, credential } = access;
  const uploadTemplate = (): string => requiredAddress(variables, UPLOAD, environment);
  const uploader = (): Credential => ({ token: required(variables, TOKEN, environment) });
  /** What the protocol has of a module at a path; undefined where nothing stands. */
  const read = async (name: string, what: string): Promise<HttpAnswer | undefined> => {
    const request = asReader(access, { url: `${address}/${escapeModule(name)}/${what}` });
    const answer = await http(request);
    if (answer.status === 404 || answer.status === 410) return undefined;
    if (answer.status !== 200) throw unexpected(request, answer, READING);
    return answer;
  };
  const list = async (name: string): Promise<string[]> => {
    const answer = await read(name, '@v/list');
    return answer === undefined ? [] : versionsOf(answer);
  };

  return {
    ...access,

    /** By `@v/list` alone: a caching proxy that is asked for a version before it is there may remember the miss. */
    async lookUp(name: string, version: string): Promise<ServedArtifact[]> {
      if (!(await list(name)).includes(version)) return [];
      return [
        {
          file: `${version}.zip`,
          url: `${address}/${escapeModule(name)}/@v/${escapeModule(version)}.zip`,
          declared: undefined,
        },
      ];
    },

    async versions(name: string): Promise<ServedVersion[]> {
      const dated = async (version: string): Promise<ServedVersion> => {
        const answer = await read(name, `@v/${escapeModule(version)}.info`);
        return { version, time: answer && infoOf(answer).Time };
      };
      return pMap(await list(name), dated, { concurrency: 8 });
    },

    /** As the go command does, which asks for `@latest` only where the list is empty; no proxy has to have that. */
    latest: async (name) => latestOf(await list(name)),

    async download({ url }: ServedArtifact): Promise<Buffer> {
      const request = asReader(access, { url });
      const answer = await http(request);
      if (answer.status !== 200) throw unexpected(request, answer, READING);
      return answer.body;
    },

    async upload(packed, _artifact, bytes): Promise<UploadAnswer> {
      const url = uploadUrl(uploadTemplate(), packed.name, packed.version);
      const request: HttpRequest = {
        url,
        method: 'PUT',
        headers: { 'content-type': 'application/zip' },
        credential: uploader(),
        body: bytes,
      };
      const answer = await http(request);
      if (answer.status === 409) return 'exists';
      if (answer.status < 200 || answer.status > 299)
        throw unexpected(request, answer, `${UPLOAD} and ${TOKEN}`);
      return 'accepted';
    },

    /** A read of what stands above the upload address proves the credential only where it is refused without one. */
    async checkCredential(): Promise<CredentialCheck> {
      const url = aboveTemplate(uploadTemplate());
      const [without, with_] = await Promise.all([http({ url }), http({ url, credential: uploader() })]);
      if (without.status !== 401) return 'not checkable before upload';
      if (with_.status === 401) return credential === undefined ? 'refused' : 'not checkable before upload';
      return with_.status < 300 ? 'accepted' : 'not checkable before upload';
    },
  };
}

/** The upload address of a version: `{module}` and `{version}` stand for the escaped path and version. */
export function uploadUrl(template: string, module: string, version: string): string {
  return template.replaceAll('{module}', escapeModule(module)).replaceAll('{version}', escapeModule(version));
}

/** The folder of an upload address above its first placeholder; all of it where there is none. */
export function aboveTemplate(template: string): string {
  const at = template.indexOf('{');
  return at === -1 ? template : template.slice(0, template.lastIndexOf('/', at) + 1);
}
