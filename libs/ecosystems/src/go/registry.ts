import pMap from 'p-map';
import { downloadListed } from '../download.ts';
import { type Environment, required, requiredAddress, requiredRoot } from '../environment.ts';
import { asReader, type ReadAccess, readCredential } from '../reader.ts';
import type { CredentialCheck, Registry, ServedArtifact, ServedVersion, UploadAnswer } from '../registry.ts';
import { uploadAnswerOf } from '../upload-answer.ts';
import type { Credential } from '../world/credential.ts';
import { type HttpAnswer, type HttpRequest, http, RegistryError, unexpected } from '../world/http.ts';
import { latestOf, oddLatest } from './latest.ts';
import { escapeModule } from './module-path.ts';
import { netrcOf } from './netrc.ts';
import { PROXY, READING, TOKEN, UPLOAD, variables } from './variables.ts';
import { infoOf, versionsOf } from './wire.ts';

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
  const ask = (name: string, what: string): Promise<HttpAnswer> =>
    http(asReader(access, { url: `${address}/${escapeModule(name)}/${what}` }));
  /** What the protocol has of a module at a path; undefined if nothing stands. */
  const read = async (name: string, what: string): Promise<HttpAnswer | undefined> => {
    const answer = await ask(name, what);
    if (answer.status === 404 || answer.status === 410) return undefined;
    if (answer.status !== 200) throw unexpected(asReader(access, { url: answer.url }), answer, READING);
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
        return { version, time: answer && timeOf(answer) };
      };
      return pMap(await list(name), dated, { concurrency: 8 });
    },

    latest: async (name) => latestOf(name, await list(name), (what) => ask(name, what)),

    async oddities(name: string): Promise<string[]> {
      const odd = await oddLatest(name, await list(name), (what) => ask(name, what));
      return odd === undefined ? [] : [odd];
    },

    /** A version is there when its information and its go.mod are too: the go command asks for all three. */
    async download({ url }: ServedArtifact): Promise<Buffer> {
      const parts = ['.zip', '.mod', '.info'].map((end) => url.replace(/\.zip$/, end));
      const [zip] = await Promise.all(parts.map((part) => downloadListed(access, part, READING)));
      if (zip === undefined) throw new Error('unreachable');
      return zip;
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
      return uploadAnswerOf(request, await http(request), `${UPLOAD} and ${TOKEN}`);
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

/** An old version whose information can't be read has no time, and hinders nobody. */
function timeOf(answer: HttpAnswer): string | undefined {
  try {
    return infoOf(answer).Time;
  } catch (error) {
    if (error instanceof RegistryError) return undefined;
    throw error;
  }
}

/** The upload address of a version: `{module}` and `{version}` stand for the escaped path and version. */
export function uploadUrl(template: string, module: string, version: string): string {
  return template.replaceAll('{module}', escapeModule(module)).replaceAll('{version}', escapeModule(version));
}

/** The folder of an upload address above its first placeholder; all of it if there is none. */
export function aboveTemplate(template: string): string {
  const at = template.indexOf('{');
  return at === -1 ? template : template.slice(0, template.lastIndexOf('/', at) + 1);
}
