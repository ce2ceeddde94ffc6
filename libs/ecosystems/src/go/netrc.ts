import { PackagesError } from '@ameideio/version-manifest';
import type { ReadAccess } from '../reader.ts';
import { basicOf } from '../world/credential.ts';
import { PROXY, READ_PASSWORD, READ_USERNAME } from './variables.ts';

/**
 * Makes the netrc that lets the go command read a registry; undefined if anybody may read. Its machine is host, port
 * and path, which the go command compares with the prefixes of addresses.
 *
 * @see https://go.dev/ref/mod#private-module-proxy-auth and loadCredential of cmd/go/internal/auth
 * @throws PackagesError VARIABLE_MISSING if the go command would not send the credential.
 */
export function netrcOf({ address, credential }: ReadAccess): string | undefined {
  if (credential === undefined) return undefined;
  const { protocol, host, pathname } = new URL(address);
  if (protocol !== 'https:') {
    const fault = `${PROXY} is plain http, over which the go command sends no credential`;
    throw makeUnsendableError(
      `${fault}. Set it to an https address, or unset ${READ_USERNAME} and ${READ_PASSWORD}.`,
    );
  }
  const { username, password } = basicOf(credential);
  const spaced = [username, password].findIndex((word) => /\s/.test(word));
  if (spaced !== -1) {
    const name = spaced === 0 ? READ_USERNAME : READ_PASSWORD;
    throw makeUnsendableError(
      `${name} contains white space, which the go command can't read from a netrc. Use a value without it.`,
    );
  }
  return `machine ${host}${pathname.replace(/\/$/, '')} login ${username} password ${password}\n`;
}

function makeUnsendableError(why: string): PackagesError {
  return new PackagesError('VARIABLE_INVALID', why);
}
