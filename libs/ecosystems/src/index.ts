export { consume, runService, type Service } from './consume/consume.ts';
export type { SdkFolder } from './consume/forbidden-inputs.ts';
export { mismatches } from './consume/selection.ts';
export { startService } from './consume/start.ts';
export type { CommandLine, Ecosystem, Manifest, OwnCommands, Requirement, Selected } from './ecosystem.ts';
export { ecosystemById, ecosystemOf, ecosystems } from './ecosystems.ts';
export {
  type Environment,
  environmentOf,
  type RegistryVariable,
  requireReading,
  type VariableValues,
} from './environment.ts';
export { checkPackageHealth, type PackageHealth } from './health/package-health.ts';
export { type DatedVersion, listServedVersions } from './health/served-versions.ts';
export { listSdkInputs } from './history/sdk-inputs.ts';
export { type MirrorSmoke, mirrorSmoke, type Upstream } from './mirror-smoke/mirror-smoke.ts';
export { computeSdkVersion, packSdk, type SdkVersion } from './pack/pack.ts';
export type { Sdk } from './pack/stage.ts';
export { type Publication, preflight } from './publish/preflight.ts';
export { type PublishOutcome, publish } from './publish/publish.ts';
export { readBackRecord } from './publish/read-back-record.ts';
export type { Registry, ServedArtifact } from './registry.ts';
export { smokeSdk } from './smoke/smoke.ts';
export { listBuildOutputs } from './sources/build-outputs.ts';
export { digestOf } from './sources/digest.ts';
export { listFilesUnder } from './sources/git-files.ts';
export { listLinksOfProjects } from './sources/links-of-projects.ts';
export { type OutputPattern, outputPattern } from './sources/output-patterns.ts';
export { listProjectSources } from './sources/project-sources.ts';
export { upstreamOf } from './upstream.ts';
export { userEnvironment } from './world/client-environment.ts';
export { BY_FORCE, endProcesses, POLITELY } from './world/end-processes.mjs';
export { RegistryError } from './world/http.ts';
export { type Log, runProcess } from './world/run-process.ts';
export { inScratchFolder } from './world/scratch-folder.ts';
export { type EndedStep, onStep, step } from './world/step.ts';
