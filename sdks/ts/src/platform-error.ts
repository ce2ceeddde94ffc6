import { type Code, ConnectError, type Transport } from '@connectrpc/connect';
import { type ErrorDetail, ErrorDetailSchema } from './gen/ameide/platform/v1/organizations_pb.ts';

/** What every call of the SDK rejects with. */
export class PlatformError extends Error {
  override readonly name = 'PlatformError';
  readonly code: Code;
  /** The fields of the request that were refused, with the reasons; empty where the failure is of no field. */
  readonly details: readonly ErrorDetail[];

  constructor(cause: ConnectError) {
    super(cause.message, { cause });
    this.code = cause.code;
    this.details = cause.findDetails(ErrorDetailSchema);
  }
}

export function withPlatformErrors(transport: Transport): Transport {
  return {
    ...transport,
    unary: (...call) =>
      transport.unary(...call).catch((error) => {
        throw new PlatformError(ConnectError.from(error));
      }),
  };
}
