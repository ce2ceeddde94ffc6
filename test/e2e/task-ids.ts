/** The ids of these targets of these projects, as a task report has them. */
export const each = (projects: readonly string[], ...targets: string[]): string[] =>
  projects.flatMap((project) => targets.map((target) => `${project}:${target}`));

/** What is asked anew in every run: whether the registries take and hold what the SDKs have packed. */
export const asked = (...sdks: string[]): string[] => [
  'registries:preflight',
  ...each(sdks, 'publish', 'versions'),
];

/** What a cache can answer, of an SDK and of a service. */
export const ofSdk = (...sdks: string[]): string[] => each(sdks, 'build', 'lint', 'test', 'pack', 'smoke');
export const ofService = (...services: string[]): string[] => each(services, 'consume', 'build', 'test');
