import type { UploadAnswer } from './registry.ts';
import { type HttpAnswer, type HttpRequest, unexpected } from './world/http.ts';

/**
 * What the answer to an upload means.
 *
 * @param variables those that hold the credential and the address, for the person who has to mend them.
 * @param hiding the status with which servers hide a package from those who may not write it, where they do.
 * @throws RegistryError CREDENTIAL_REFUSED for 401: no server answers so where the version exists.
 */
export function uploadAnswerOf(
  request: HttpRequest,
  answer: HttpAnswer,
  variables: string,
  hiding?: number,
): UploadAnswer {
  const { status } = answer;
  if (status >= 200 && status <= 299) return 'accepted';
  const error = unexpected(request, answer, variables, hiding);
  if (status === 401) throw error;
  return { status, error };
}
