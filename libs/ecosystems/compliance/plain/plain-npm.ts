import { z } from 'zod';
import {
  type PlainAnswer,
  type PlainPart,
  type PlainPartOptions,
  type PlainUpload,
  redirected,
} from './plain-part.ts';

const versionSchema = z.looseObject({ dist: z.looseObject({ tarball: z.string() }) });

const packumentSchema = z.object({
  name: z.string(),
  'dist-tags': z.record(z.string(), z.string()),
  versions: z.record(z.string(), versionSchema),
});

type Packument = z.infer<typeof packumentSchema>;

const publishedSchema = packumentSchema.extend({
  _attachments: z.record(z.string(), z.looseObject({ data: z.base64() })),
});

const PREFIX = '/org/npm/';

/**
 * Serves npm packages: packuments, tarballs and the publishing PUT, without `whoami`. A PUT of an existing version gets
 * 409.
 */
export function plainNpm({ origin, storage, owner }: PlainPartOptions): PlainPart {
  const reader = { token: `npm-read-only-token-of-${owner}` };
  const uploader = { token: `npm-upload-only-token-of-${owner}` };
  const packuments = new Map<string, Packument>();
  const tarballs = new Map<string, string>();
  const uploads: PlainUpload[] = [];
  const root = `${origin}${PREFIX}`;

  const atHome = ({ name, versions, ...rest }: Packument): Packument => {
    const moved = Object.entries(versions).map(([version, { dist, ...manifest }]) => {
      const tarball = `${root}${name}/-/${dist.tarball.split('/').at(-1)}`;
      return [version, { ...manifest, dist: { ...dist, tarball } }];
    });
    return { name, ...rest, versions: Object.fromEntries(moved) };
  };

  const packument = (name: string): PlainAnswer | undefined => {
    const found = packuments.get(name);
    return found && json(found);
  };

  const tarball = (name: string, file: string): PlainAnswer | undefined => {
    const location = tarballs.get(`${name}/-/${file}`);
    return location === undefined ? undefined : redirected(location);
  };

  const publish = (name: string, body: Buffer): PlainAnswer => {
    const { _attachments, ...published } = publishedSchema.parse(JSON.parse(body.toString('utf8')));
    const before = packuments.get(name);
    const exists = Object.keys(published.versions).some((version) => before?.versions[version] !== undefined);
    uploads.push({ name, outcome: exists ? 'exists' : 'created' });
    if (exists) return { status: 409, body: 'this version exists' };
    const after = atHome(published);
    packuments.set(name, {
      name,
      'dist-tags': { ...before?.['dist-tags'], ...after['dist-tags'] },
      versions: { ...before?.versions, ...after.versions },
    });
    for (const [attachment, { data }] of Object.entries(_attachments)) {
      const file = attachment.split('/').at(-1) ?? '';
      tarballs.set(`${name}/-/${file}`, storage.keep(file, Buffer.from(data, 'base64')));
    }
    return { status: 201 };
  };

  return {
    ecosystem: 'npm',
    prefix: PREFIX,
    variables: {
      PACKAGES_NPM_URL: root,
      PACKAGES_NPM_TOKEN: uploader.token,
      PACKAGES_NPM_READ_TOKEN: reader.token,
    },
    reader,
    uploader,
    uploads,
    async answer({ method, path, body }) {
      const [name = '', file] = decodeURIComponent(path).split('/-/');
      if (name.startsWith('-/')) return undefined;
      if (method === 'PUT') return publish(name, body);
      return file === undefined ? packument(name) : tarball(name, file);
    },
  };
}

function json(value: object): PlainAnswer {
  return { status: 200, headers: { 'content-type': 'application/json' }, body: JSON.stringify(value) };
}
