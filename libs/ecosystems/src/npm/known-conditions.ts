/**
 * The conditions of `exports` that consumers set by default: Node.js, TypeScript, the other runtimes, the bundlers and
 * the frameworks.
 *
 * @see https://nodejs.org/api/packages.html#conditional-exports
 * @see https://runtime-keys.proposal.wintercg.org/
 */
const KNOWN: ReadonlySet<string> = new Set([
  'default',
  'import',
  'require',
  'module-sync',
  'node',
  'node-addons',

  'types',

  'browser',
  'bun',
  'deno',
  'edge-light',
  'edge-routine',
  'electron',
  'electron-main',
  'electron-renderer',
  'fastly',
  'lagon',
  'moddable',
  'netlify',
  'react-native',
  'react-server',
  'serviceworker',
  'service-worker',
  'wasmer',
  'web',
  'worker',
  'workerd',
  'worklet',

  'development',
  'production',
  'test',
  'asset',
  'esm2015',
  'esm2020',
  'es2015',
  'es2020',
  'less',
  'module',
  'sass',
  'script',
  'solid',
  'storybook',
  'style',
  'stylus',
  'svelte',
  'umd',
  'unpkg',
  'webpack',
]);

/**
 * Whether some consumer sets this condition by default. A custom condition like `@acme/source` leads to the sources in
 * the author's own workspace, so its targets need not be packed.
 */
export function isKnownCondition(condition: string): boolean {
  return KNOWN.has(condition) || condition.startsWith('types@');
}

/** Whether a path of keys in package.json (`exports`, `./parts`, `@acme/source`) is below a custom condition. */
export function isBelowCustomCondition([field, ...keys]: readonly string[]): boolean {
  if (field !== 'exports' && field !== 'imports') return false;
  // A subpath starts with a dot or a hash; a number is an index of an array.
  return keys.some((key) => !/^[.#]|^\d+$/.test(key) && !isKnownCondition(key));
}
