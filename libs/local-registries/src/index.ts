export type { InternalNames } from './embedded-registries.ts';
export { type RunningRegistries, type StartOptions, startRegistries } from './registries.ts';
export { type RelayedUpstream, relayedUpstream } from './relay/relayed-upstream.ts';
export { readUploads, type Upload } from './uploads.ts';
export { wipeRegistries } from './wipe.ts';
