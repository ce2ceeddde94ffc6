import { unzipSync } from 'fflate';
import {
  type PlainAnswer,
  type PlainPart,
  type PlainPartOptions,
  type PlainUpload,
  redirected,
} from './plain-part.ts';

const PREFIX = '/org/go/';

interface Version {
  readonly goMod: Buffer;
  /** The address of its zip. */
  readonly zip: string;
}

/**
 * Serves Go modules: the download protocol without `@latest` and without times, and a PUT of the zip to an address with
 * module and version. A PUT of an existing version gets 409.
 */
export function plainGo({ origin, storage, owner }: PlainPartOptions): PlainPart {
  const reader = { username: 'go-reader', password: `go-read-only-password-of-${owner}` };
  const uploader = { token: `go-upload-only-token-of-${owner}` };
  /** By escaped module path, then by escaped version. */
  const modules = new Map<string, Map<string, Version>>();
  const uploads: PlainUpload[] = [];
  const root = `${origin}${PREFIX}`;

  const served = (module: string, what: string): PlainAnswer | undefined => {
    const versions = modules.get(module);
    if (what === '@v/list') return versions && text([...versions.keys()].join('\n'));
    const [, version = '', file] = /^@v\/(.+)\.(info|mod|zip)$/.exec(what) ?? [];
    const found = versions?.get(version);
    if (found === undefined) return undefined;
    switch (file) {
      case 'info':
        return text(JSON.stringify({ Version: unescaped(version) }));
      case 'mod':
        return text(found.goMod.toString('utf8'));
      default:
        return redirected(found.zip);
    }
  };

  const upload = (module: string, version: string, zip: Buffer): PlainAnswer => {
    const name = unescaped(module);
    const versions = modules.get(module) ?? new Map<string, Version>();
    uploads.push({ name, outcome: versions.has(version) ? 'exists' : 'created' });
    if (versions.has(version)) return { status: 409, body: 'this version exists' };
    const entry = `${name}@${unescaped(version)}/go.mod`;
    const goMod = unzipSync(zip, { filter: (file) => file.name === entry })[entry];
    if (goMod === undefined) return { status: 400, body: 'this is no module' };
    modules.set(
      module,
      versions.set(version, { goMod: Buffer.from(goMod), zip: storage.keep(`${version}.zip`, zip) }),
    );
    return { status: 201 };
  };

  return {
    ecosystem: 'go',
    prefix: PREFIX,
    variables: {
      PACKAGES_GO_PROXY_URL: root,
      PACKAGES_GO_UPLOAD_URL: `${root}upload/{module}/@v/{version}.zip`,
      PACKAGES_GO_UPLOAD_TOKEN: uploader.token,
      PACKAGES_GO_READ_USERNAME: reader.username,
      PACKAGES_GO_READ_PASSWORD: reader.password,
    },
    reader,
    uploader,
    uploads,
    async answer({ method, path, body }) {
      if (method === 'PUT') {
        const [, module, version] = /^upload\/(.+)\/@v\/(.+)\.zip$/.exec(path) ?? [];
        return module === undefined || version === undefined ? undefined : upload(module, version, body);
      }
      const [, module = '', what = ''] = /^(.+?)\/(@v\/.+)$/.exec(path) ?? [];
      return served(module, what);
    },
  };
}

/** @see https://go.dev/ref/mod#module-proxy */
function unescaped(word: string): string {
  return word.replaceAll(/!([a-z])/g, (_, letter: string) => letter.toUpperCase());
}

function text(body: string): PlainAnswer {
  return { status: 200, headers: { 'content-type': 'text/plain; charset=utf-8' }, body };
}
