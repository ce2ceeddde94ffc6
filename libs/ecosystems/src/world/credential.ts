/** What a registry wants to see of whoever asks: a token alone, or a user and its password or token. */
export type Credential = BearerCredential | BasicCredential;

export interface BearerCredential {
  readonly token: string;
}

export interface BasicCredential {
  readonly username: string;
  readonly password: string;
}

/** The whole `Authorization` header's value. @see https://www.rfc-editor.org/rfc/rfc7617 and rfc6750 */
export function authorizationOf(credential: Credential): string {
  if ('token' in credential) return `Bearer ${credential.token}`;
  const pair = `${credential.username}:${credential.password}`;
  return `Basic ${Buffer.from(pair).toString('base64')}`;
}

/** What must not be shown of an `Authorization` header: the credential as it was sent and, of Basic's, the password. */
export function secretsOf(authorization = ''): string[] {
  const [scheme, credential = ''] = authorization.split(' ');
  const pair = scheme === 'Basic' ? Buffer.from(credential, 'base64').toString('utf8') : '';
  return [credential, pair.slice(pair.indexOf(':') + 1)].filter((secret) => secret !== '');
}

/** A text as it may be shown. */
export function withoutSecrets(text: string, secrets: readonly string[]): string {
  return secrets.reduce((shorter, secret) => shorter.replaceAll(secret, '***'), text);
}

/** The user and password that a client which knows no other form has to send. */
export function basicOf(credential: Credential): BasicCredential {
  if ('token' in credential) throw new Error('The ecosystem has no variable for the user who reads.');
  return credential;
}
