import { type ReadAccess, withReadCredential } from './reader.ts';
import { FileNotServed, http, makeStatusError } from './world/http.ts';

/**
 * Downloads a file that a registry lists.
 *
 * @param variables the names of the variables to check if the registry refuses a reader.
 * @throws FileNotServed if the registry does not serve the file, or not yet.
 */
export async function downloadListed(access: ReadAccess, url: string, variables: string): Promise<Buffer> {
  const request = withReadCredential(access, { url });
  const answer = await http(request);
  if (answer.status === 200) return answer.body;
  if (answer.status === 404 || answer.status === 410) throw new FileNotServed(url, answer.status);
  throw makeStatusError(request, answer, variables);
}
