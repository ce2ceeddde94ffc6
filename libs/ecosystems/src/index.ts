export { consume, runService, type Service } from './consume/consume.ts';
export { mismatches } from './consume/selection.ts';
export { startService } from './consume/start.ts';
export type { CommandLine, Ecosystem, Manifest, Requirement, Selected } from './ecosystem.ts';
export { ecosystemById, ecosystemOf, ecosystems } from './ecosystems.ts';
export {
  type Environment,
  environmentOf,
  type RegistryVariable,
  requireReading,
  type VariableValues,
} from './environment.ts';
export { type PackageHealth, packageHealth } from './health/package-health.ts';
export { type DatedVersion, servedVersions } from './health/served-versions.ts';
export { filesUnder, sdkInputs } from './history/sdk-inputs.ts';
export { type MirrorSmoke, mirrorSmoke, type Upstream } from './mirror-smoke/mirror-smoke.ts';
export { packSdk, type Sdk, type SdkVersion, sdkVersion } from './pack/pack.ts';
export { type Publication, preflight } from './publish/preflight.ts';
export { type PublishOutcome, publish } from './publish/publish.ts';
export { readBackRecord } from './publish/read-back-record.ts';
export type { Registry, ServedArtifact } from './registry.ts';
export { smokeSdk } from './smoke/smoke.ts';
export { userEnvironment } from './world/client-environment.ts';
export { BY_FORCE, endProcesses, POLITELY } from './world/end-processes.mjs';
export { RegistryError } from './world/http.ts';
export { type Log, runProcess } from './world/run-process.ts';
export { inScratchFolder } from './world/scratch-folder.ts';
export { type EndedStep, onStep, step } from './world/step.ts';
