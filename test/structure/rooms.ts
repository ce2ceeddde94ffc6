const MANIFEST = 'libs/version-manifest';
const REGISTRIES = 'libs/local-registries';
const CORE = 'libs/ecosystems/src';
const PLUGIN = 'tools/nx-packages/src';

/** What an executor may import that only shows something. */
const SHOWING = [
  MANIFEST,
  `${CORE}/index.ts`,
  ...['workspace', 'presentation', 'executors'].map((room) => `${PLUGIN}/${room}`),
];

/** What a step of the pipeline, or an ecosystem, may import. */
const FOUNDATION = [MANIFEST, `${CORE}/world`, CORE];
const WITH_SOURCES = [...FOUNDATION, `${CORE}/sources`];

/**
 * The rooms, from the lowest, and the rooms that each may import from: lower ones alone.
 *
 * A room is a file or a folder. A file lies in the room with the longest path. `docs/architecture.md` has the picture.
 */
export const ROOMS: Readonly<Record<string, readonly string[]>> = {
  [MANIFEST]: [],
  'libs/contracts': [],

  // The core: the way out to the world, the interfaces, the steps, the ecosystems, the list of them.
  [`${CORE}/world`]: [MANIFEST],
  [CORE]: [MANIFEST, `${CORE}/world`],
  [`${CORE}/sources`]: FOUNDATION,
  [`${CORE}/history`]: WITH_SOURCES,
  [`${CORE}/pack`]: [...WITH_SOURCES, `${CORE}/history`],
  [`${CORE}/publish`]: FOUNDATION,
  [`${CORE}/health`]: FOUNDATION,
  [`${CORE}/router`]: FOUNDATION,
  [`${CORE}/smoke`]: [...FOUNDATION, `${CORE}/router`],
  [`${CORE}/mirror-smoke`]: [CORE, ...['world', 'router', 'smoke'].map((room) => `${CORE}/${room}`)],
  [`${CORE}/consume`]: [...WITH_SOURCES, `${CORE}/router`],
  [`${CORE}/npm`]: WITH_SOURCES,
  [`${CORE}/pypi`]: WITH_SOURCES,
  [`${CORE}/go`]: FOUNDATION,
  [`${CORE}/ecosystems.ts`]: [MANIFEST, CORE, `${CORE}/npm`, `${CORE}/pypi`, `${CORE}/go`],
  [`${CORE}/index.ts`]: [
    CORE,
    ...[
      'world',
      'sources',
      'history',
      'pack',
      'publish',
      'health',
      'smoke',
      'mirror-smoke',
      'consume',
      'ecosystems.ts',
    ].map((room) => `${CORE}/${room}`),
  ],

  [REGISTRIES]: [MANIFEST, `${CORE}/index.ts`],

  [`${PLUGIN}/compile-cache.mjs`]: [],
  [`${PLUGIN}/workspace`]: [MANIFEST, REGISTRIES, `${CORE}/index.ts`],
  [`${PLUGIN}/contract`]: [MANIFEST, `${CORE}/index.ts`],
  [`${PLUGIN}/presentation`]: [MANIFEST, `${CORE}/index.ts`, `${PLUGIN}/workspace`],
  [`${PLUGIN}/inference`]: [MANIFEST, `${CORE}/index.ts`, `${PLUGIN}/workspace`, `${PLUGIN}/contract`],
  [`${PLUGIN}/graph`]: [
    MANIFEST,
    `${CORE}/index.ts`,
    ...['workspace', 'contract', 'inference'].map((room) => `${PLUGIN}/${room}`),
  ],
  [`${PLUGIN}/runtime`]: [MANIFEST, `${CORE}/history`, `${PLUGIN}/compile-cache.mjs`, `${PLUGIN}/workspace`],
  [`${PLUGIN}/executors`]: [
    MANIFEST,
    REGISTRIES,
    `${CORE}/index.ts`,
    ...['compile-cache.mjs', 'workspace', 'contract'].map((room) => `${PLUGIN}/${room}`),
  ],
  // The presentation is in no cache key: only what is never cached may import it.
  [`${PLUGIN}/executors/report`]: SHOWING,
  [`${PLUGIN}/executors/health`]: SHOWING,
  [`${PLUGIN}/executors/mirror-smoke`]: [...SHOWING, REGISTRIES],
  [PLUGIN]: ['workspace', 'presentation', 'graph'].map((room) => `${PLUGIN}/${room}`),

  'tools/main-job': [MANIFEST, `${CORE}/index.ts`, REGISTRIES, PLUGIN],
  sdks: [],
  services: [],
};

/** The room that each package's name leads to, by `exports` of its package.json. */
export const PACKAGES: Readonly<Record<string, string>> = {
  '@ameideio/version-manifest': MANIFEST,
  '@ameideio/local-registries': REGISTRIES,
  '@ameideio/ecosystems': `${CORE}/index.ts`,
  '@ameideio/ecosystems/history': `${CORE}/history`,
  '@ameideio/nx-packages': PLUGIN,
  '@ameideio/nx-packages/workspace': PLUGIN,
};

/** The room of a file or of one of the workspace's packages; undefined for a third party's. */
export function roomOf(place: string): string | undefined {
  const own = PACKAGES[place];
  if (own !== undefined) return own;
  const rooms = Object.keys(ROOMS).filter((room) => place === room || place.startsWith(`${room}/`));
  return rooms.toSorted((a, b) => b.length - a.length)[0];
}
