import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, expect, onTestFinished, test, vi } from 'vitest';
import { temporaryFolder } from '../testing/temporary-folder.ts';
import { readNpmSettings } from './npm-settings.ts';

/** npm passes its own settings to its scripts as variables, and the tests may run in such a script. */
beforeEach(() => {
  for (const name of Object.keys(process.env)) if (/^npm_config_/i.test(name)) vi.stubEnv(name, undefined);
});

async function settingsOf(npmrc: string) {
  const folder = await temporaryFolder();
  const userconfig = join(folder, 'user.npmrc');
  await writeFile(userconfig, npmrc);
  vi.stubEnv('npm_config_userconfig', userconfig);
  vi.stubEnv('npm_config_globalconfig', join(folder, 'none'));
  vi.stubEnv('REGISTRY_TOKEN', 'from-a-variable');
  onTestFinished(() => void vi.unstubAllEnvs());
  return readNpmSettings(folder);
}

test('registry, scopes, credentials, certificates and proxies are as npm has them', async () => {
  const settings = await settingsOf(`
registry=http://one.test/npm/
@acme:registry=http://two.test/deep/path/
//one.test/:_authToken=\${REGISTRY_TOKEN}
//two.test/deep/:username=somebody
//two.test/deep/:_password=c2VjcmV0
ca[]=first
ca[]=second
strict-ssl=false
proxy=http://proxy.test:1/
https-proxy=http://proxy.test:2/
noproxy=a.test,b.test
`);
  expect(settings).toEqual({
    registry: {
      url: 'http://one.test/npm/',
      authorization: { type: 'bearer', token: 'from-a-variable' },
    },
    scopes: {
      '@acme': {
        url: 'http://two.test/deep/path/',
        authorization: { type: 'basic', token: Buffer.from('somebody:secret').toString('base64') },
      },
    },
    certificateAuthorities: ['first', 'second'],
    strictSsl: false,
    proxy: 'http://proxy.test:1/',
    httpsProxy: 'http://proxy.test:2/',
    noProxy: 'a.test,b.test',
  });
});

test('a variable is stronger than a file, and what is not set is left out', async () => {
  vi.stubEnv('npm_config_registry', 'http://three.test/');
  const settings = await settingsOf('registry=http://one.test/\n');
  expect(settings.registry).toEqual({ url: 'http://three.test/' });
  expect(settings).toMatchObject({ scopes: {}, certificateAuthorities: [], strictSsl: true });
});
