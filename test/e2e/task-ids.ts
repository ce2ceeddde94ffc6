/** This workspace's SDKs, sorted. */
export const SDKS: readonly string[] = ['sdk-go', 'sdk-python', 'sdk-ts'];

/** The ids of these targets of these projects, as a task report spells them. */
export const each = (projects: readonly string[], ...targets: string[]): string[] =>
  projects.flatMap((project) => targets.map((target) => `${project}:${target}`));

/** The tasks that run every time: they ask the registries what these serve. */
export const asked = (...sdks: string[]): string[] => [
  'registries:preflight',
  ...each(sdks, 'publish', 'versions'),
];

/** The cached targets of an SDK and of a service. */
export const ofSdk = (...sdks: string[]): string[] => each(sdks, 'build', 'lint', 'test', 'pack', 'smoke');
export const ofService = (...services: string[]): string[] => each(services, 'consume', 'build', 'test');
