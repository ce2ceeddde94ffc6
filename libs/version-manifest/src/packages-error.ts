/**
 * The code of every refusal: one code, one meaning. `docs/errors.md` explains each of them.
 */
export type PackagesErrorCode =
  | 'VARIABLE_MISSING'
  | 'VARIABLE_INVALID'
  | 'TOOL_MISSING'
  | 'WORKSPACE_INVALID'
  | 'PROJECT_UNKNOWN'
  | 'ECOSYSTEM_UNDECIDED'
  | 'ECOSYSTEM_UNKNOWN'
  | 'MANIFEST_UNREADABLE'
  | 'VERSION_NOT_STATED'
  | 'VERSION_NOT_SPELLABLE'
  | 'HISTORY_SHALLOW'
  | 'BUILD_OUTPUT_MISSING'
  | 'SDK_NOT_PACKABLE'
  | 'GENERATED_CODE_STALE'
  | 'OUTPUT_MISSING'
  | 'OUTPUT_UNREADABLE'
  | 'ARTIFACT_CHANGED'
  | 'CREDENTIAL_REFUSED'
  | 'REGISTRY_UNAVAILABLE'
  | 'REGISTRY_REFUSED'
  | 'INVALID_RESPONSE'
  | 'PUBLISH_CONFLICT'
  | 'SMOKE_FAILED'
  | 'SMOKE_STALE'
  | 'MIRROR_FAILED'
  | 'NOT_SERVED'
  | 'SOURCE_FORBIDDEN'
  | 'LINK_NOT_FOLLOWED'
  | 'TARGET_REPLACED'
  | 'BASE_NOT_SATISFIED'
  | 'PIN_MISMATCH'
  | 'SERVICE_NOT_STARTABLE'
  | 'REGISTRIES_BUSY'
  | 'UNHEALTHY'
  | 'COMMAND_FAILED'
  | 'INTERRUPTED';

/** One of several findings in one report. */
export interface FoundError {
  readonly code: PackagesErrorCode;
  readonly message: string;
}

/**
 * A refusal that a person can act on: what is wrong and where, then what to do, in one or two sentences.
 *
 * If several things are wrong, the message names each on its own line.
 */
export class PackagesError extends Error {
  readonly code: PackagesErrorCode;

  constructor(code: PackagesErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'PackagesError';
    this.code = code;
  }
}
