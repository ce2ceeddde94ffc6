export { type RunningRegistries, type StartOptions, startRegistries } from './registries.ts';
export type { Ecosystem, InternalNames } from './registry.ts';
export { readUploads, type Upload } from './uploads.ts';
export { wipeRegistries } from './wipe.ts';
