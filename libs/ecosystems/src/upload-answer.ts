import type { UploadAnswer } from './registry.ts';
import { type HttpAnswer, type HttpRequest, makeStatusError } from './world/http.ts';

/**
 * Interprets a registry's answer to an upload.
 *
 * @param variables the names of the variables that hold the credential and the address, for the error message.
 * @param hiding the status with which servers hide a package from users who may not write it, if they do.
 * @throws RegistryError CREDENTIAL_REFUSED for 401: no server answers 401 for a version that exists.
 */
export function uploadAnswerOf(
  request: HttpRequest,
  answer: HttpAnswer,
  variables: string,
  hiding?: number,
): UploadAnswer {
  const { status } = answer;
  if (status >= 200 && status <= 299) return 'accepted';
  const error = makeStatusError(request, answer, variables, hiding);
  if (status === 401) throw error;
  return { status, error };
}
