/** The `go env` settings by which a user keeps modules from public services. @see https://go.dev/ref/mod#private-modules */
export const PRIVATE_SETTINGS = ['GOPRIVATE', 'GONOSUMDB', 'GONOPROXY'] as const;

/** Lists the module path patterns in these settings, without `none`, which stands for no module. */
export function patternsIn(settings: readonly string[]): string[] {
  const patterns = settings.flatMap((setting) => setting.split(','));
  return [...new Set(patterns)].filter((pattern) => pattern !== '' && pattern !== 'none');
}
