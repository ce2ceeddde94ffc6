/**
 * The conditions of `exports` that a consumer sets without being told to: Node.js, TypeScript, the other runtimes, the
 * bundlers and the frameworks.
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
 * Whether some consumer sets this condition by itself. Nobody sets a custom one like `@acme/source`, which leads to the
 * sources inside the author's own workspace, so what stands below it need not be packed.
 */
export function isKnownCondition(condition: string): boolean {
  return KNOWN.has(condition) || condition.startsWith('types@');
}

/** Whether a path of keys in package.json (`exports`, `./parts`, `@acme/source`) stands below a custom condition. */
export function isBelowCustomCondition([field, ...keys]: readonly string[]): boolean {
  if (field !== 'exports' && field !== 'imports') return false;
  // A subpath begins with a point or a hash; a number is a place in an array.
  return keys.some((key) => !/^[.#]|^\d+$/.test(key) && !isKnownCondition(key));
}
