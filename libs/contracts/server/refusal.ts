import { Code, ConnectError } from '@connectrpc/connect';
import { ErrorDetailSchema } from './gen/ameide/platform/v1/organizations_pb.ts';

export type FieldFault = { field: string; reason: string };

/** An error with one ErrorDetail for each field at fault; its message names them all. */
export function refusal(code: Code, ...faults: FieldFault[]): ConnectError {
  const message = faults.map(({ field, reason }) => `${field}: ${reason}`).join('; ');
  const details = faults.map((value) => ({ desc: ErrorDetailSchema, value }));
  return new ConnectError(message, code, undefined, details);
}

export function refuseInvalid(faults: FieldFault[]): void {
  if (faults.length > 0) throw refusal(Code.InvalidArgument, ...faults);
}
