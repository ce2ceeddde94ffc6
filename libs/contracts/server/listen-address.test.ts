import { expect, test } from 'vitest';
import { parseListenAddress } from './listen-address.ts';

test.each([
  ['127.0.0.1:0', { host: '127.0.0.1', port: 0 }],
  ['localhost:8080', { host: 'localhost', port: 8080 }],
  ['[::1]:443', { host: '::1', port: 443 }],
  ['localhost', undefined],
  [':80', undefined],
  ['localhost:65536', undefined],
  ['localhost:http', undefined],
])('%s', (text, address) => expect(parseListenAddress(text)).toEqual(address));
