import pMap from 'p-map';
import { downloadListed } from '../download.ts';
import { type Environment, readRequired, readRequiredAddress, readRequiredRoot } from '../environment.ts';
import { type ReadAccess, readCredential, withReadCredential } from '../reader.ts';
import type { CredentialCheck, Registry, ServedArtifact, ServedVersion, UploadAnswer } from '../registry.ts';
import { uploadAnswerOf } from '../upload-answer.ts';
import type { Credential } from '../world/credential.ts';
import { type HttpAnswer, type HttpRequest, http, makeStatusError, RegistryError } from '../world/http.ts';
import { describeOddLatest, latestOf } from './latest.ts';
import { escapeModule } from './module-path.ts';
import { netrcOf } from './netrc.ts';
import { PROXY, READING, TOKEN, UPLOAD, variables } from './variables.ts';
import { infoOf, versionsOf } from './wire.ts';

/**
 * Opens a Go module registry: reads the GOPROXY protocol and uploads a module zip by one authenticated PUT.
 *
 * @see https://go.dev/ref/mod#goproxy-protocol
 */
export function goRegistry(environment: Environment): Registry {
  const access: ReadAccess = {
    address: readRequiredRoot(variables, PROXY, environment),
    credential: readCredential(variables, environment),
  };
  // Refuses now a credential that the go command would refuse to send after the upload.
  netrcOf(access);
  const { address, credential } = access;
  const uploadTemplate = (): string => readRequiredAddress(variables, UPLOAD, environment);
  const uploader = (): Credential => ({ token: readRequired(variables, TOKEN, environment) });
  const ask = (name: string, what: string): Promise<HttpAnswer> =>
    http(withReadCredential(access, { url: `${address}/${escapeModule(name)}/${what}` }));
  /** Reads a path of the protocol below a module; undefined if there is none. */
  const read = async (name: string, what: string): Promise<HttpAnswer | undefined> => {
    const answer = await ask(name, what);
    if (answer.status === 404 || answer.status === 410) return undefined;
    if (answer.status !== 200)
      throw makeStatusError(withReadCredential(access, { url: answer.url }), answer, READING);
    return answer;
  };
  const list = async (name: string): Promise<string[]> => {
    const answer = await read(name, '@v/list');
    return answer === undefined ? [] : versionsOf(answer);
  };

  return {
    ...access,

    /**
     * Reads `@v/list` only: a caching proxy may remember that a version was missing when it was requested too early.
     */
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
      const odd = await describeOddLatest(name, await list(name), (what) => ask(name, what));
      return odd === undefined ? [] : [odd];
    },

    /** A version exists once its information and its go.mod do too: the go command requests all three. */
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

    /** A read above the upload address proves the credential only if it is refused without one. */
    async checkCredential(): Promise<CredentialCheck> {
      const url = stripTemplate(uploadTemplate());
      const [anonymous, authorized] = await Promise.all([
        http({ url }),
        http({ url, credential: uploader() }),
      ]);
      if (anonymous.status !== 401) return 'not checkable before upload';
      if (authorized.status === 401)
        return credential === undefined ? 'refused' : 'not checkable before upload';
      return authorized.status < 300 ? 'accepted' : 'not checkable before upload';
    },
  };
}

/** Reads a version's time. An old version with unreadable information has none, which affects no user. */
function timeOf(answer: HttpAnswer): string | undefined {
  try {
    return infoOf(answer).Time;
  } catch (error) {
    if (error instanceof RegistryError) return undefined;
    throw error;
  }
}

/** Fills an upload address: `{module}` and `{version}` stand for the escaped path and version. */
export function uploadUrl(template: string, module: string, version: string): string {
  return template.replaceAll('{module}', escapeModule(module)).replaceAll('{version}', escapeModule(version));
}

/** Returns the folder of an upload address above its first placeholder; the whole address if it has none. */
export function stripTemplate(template: string): string {
  const at = template.indexOf('{');
  return at === -1 ? template : template.slice(0, template.lastIndexOf('/', at) + 1);
}
