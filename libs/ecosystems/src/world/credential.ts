/** What a registry wants to see of whoever asks: a token alone, a user and its password or token, or a header of its own. */
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

/** The header that a credential is sent in. @see https://www.rfc-editor.org/rfc/rfc7617 and rfc6750 */
export function credentialHeader(credential: Credential): readonly [name: string, value: string] {
  if ('header' in credential) return [credential.header, credential.secret];
  return ['authorization', authorizationOf(credential)];
}

/** The whole value of the `Authorization` header. */
export function authorizationOf(credential: BearerCredential | BasicCredential): string {
  return 'token' in credential ? `Bearer ${credential.token}` : `Basic ${base64Of(credential)}`;
}

/** What must not be shown of a credential: the secret itself and, of a password, the form in which it is sent. */
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

/** A text as it may be shown. */
export function withoutSecrets(text: string, secrets: readonly string[]): string {
  return secrets.reduce((shorter, secret) => shorter.replaceAll(secret, '***'), text);
}

/** The user and password that a client which knows no other form has to send. */
export function basicOf(credential: Credential): BasicCredential {
  if ('username' in credential) return credential;
  throw new Error('The ecosystem has no variable for the user who reads.');
}
