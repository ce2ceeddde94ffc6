/**
 * Every way in which the pipeline refuses, by name. The README's table "Errors" lists them.
 */
export type PackagesErrorCode =
  | 'VARIABLE_MISSING'
  | 'TOOL_MISSING'
  | 'MANIFEST_UNREADABLE'
  | 'VERSION_NOT_SPELLABLE'
  | 'HISTORY_SHALLOW'
  | 'SDK_NOT_PACKABLE'
  | 'CREDENTIAL_REFUSED'
  | 'REGISTRY_UNAVAILABLE'
  | 'REGISTRY_REFUSED'
  | 'REGISTRY_NONSENSE'
  | 'PUBLISH_CONFLICT'
  | 'SMOKE_FAILED'
  | 'MIRROR_FAILED'
  | 'SOURCE_FORBIDDEN'
  | 'TARGET_REPLACED'
  | 'BASE_NOT_SATISFIED'
  | 'PIN_MISMATCH'
  | 'CONSUME_STALE'
  | 'GENERATED_CODE_STALE'
  | 'REGISTRIES_BUSY'
  | 'UNHEALTHY'
  | 'COMMAND_FAILED'
  | 'INTERRUPTED';

/** One finding of several that are reported together. */
export interface FoundError {
  readonly code: PackagesErrorCode;
  readonly message: string;
}

/**
 * A refusal that a person can act on: what is wrong and where, then what to do, in one or two sentences.
 * Where several things are wrong they stand one a line, so that everything is named at once.
 */
export class PackagesError extends Error {
  readonly code: PackagesErrorCode;

  constructor(code: PackagesErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'PackagesError';
    this.code = code;
  }
}
