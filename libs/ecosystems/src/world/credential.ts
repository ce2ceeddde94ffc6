/** How a reader or uploader signs in: a token alone, a user with a password or token, or a header of another name. */
export type Credential = BearerCredential | BasicCredential | HeaderCredential;

export interface BearerCredential {
  readonly token: string;
}

export interface BasicCredential {
  readonly username: string;
  readonly password: string;
}

/** A secret in a header of another name than `Authorization`, as NuGet's `X-NuGet-ApiKey`. */
export interface HeaderCredential {
  readonly header: string;
  readonly secret: string;
}

/** Returns the header that carries a credential. @see https://www.rfc-editor.org/rfc/rfc7617 and rfc6750 */
export function credentialHeader(credential: Credential): readonly [name: string, value: string] {
  if ('header' in credential) return [credential.header, credential.secret];
  return ['authorization', authorizationOf(credential)];
}

/** Returns the whole value of the `Authorization` header. */
export function authorizationOf(credential: BearerCredential | BasicCredential): string {
  return 'token' in credential ? `Bearer ${credential.token}` : `Basic ${base64Of(credential)}`;
}

/** Lists the secrets of a credential that no output may show: the secret itself and a password's encoded form. */
export function secretsOf(credential: Credential | undefined): string[] {
  if (credential === undefined) return [];
  const secrets =
    'header' in credential
      ? [credential.secret]
      : 'token' in credential
        ? [credential.token]
        : [base64Of(credential), credential.password];
  return secrets.filter((secret) => secret !== '');
}

function base64Of({ username, password }: BasicCredential): string {
  return Buffer.from(`${username}:${password}`).toString('base64');
}

/** Replaces secrets in a text. */
export function withoutSecrets(text: string, secrets: readonly string[]): string {
  return secrets.reduce((shorter, secret) => shorter.replaceAll(secret, '***'), text);
}

/** Returns the user and password for a client that can send no other form. */
export function basicOf(credential: Credential): BasicCredential {
  if ('username' in credential) return credential;
  throw new Error('The ecosystem has no variable for the user who reads.');
}
