/** Modules that only the host provides, whatever is installed. */
const HOST_MODULES = ['electron', 'original-fs', 'vscode', 'atom', 'bun', 'pnpapi', 'k6', 'react-native'];

/** Import schemes that only other hosts than Node.js understand. */
const HOST_SCHEMES = [
  'bun',
  'cloudflare',
  'deno',
  'fastly',
  'http',
  'https',
  'jsr',
  'npm',
  'virtual',
  'workerd',
];

/** Whether a specifier names a module that only another host than Node.js has: `electron`, `cloudflare:sockets`. */
export function isHostModule(specifier: string): boolean {
  return hostOf(specifier) !== undefined;
}

/** Returns the part of a specifier that names another host than Node.js: `electron`, `bun:`. */
export function hostOf(specifier: string): string | undefined {
  const scheme = HOST_SCHEMES.find((one) => specifier.startsWith(`${one}:`));
  if (scheme !== undefined) return `${scheme}:`;
  return HOST_MODULES.find((one) => specifier === one || specifier.startsWith(`${one}/`));
}
