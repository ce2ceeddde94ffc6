import { afterEach, expect, test, vi } from 'vitest';
import { inScratchFolder } from '../world/scratch-folder.ts';
import { goClient } from './go-command.ts';

afterEach(() => {
  vi.unstubAllEnvs();
});

test.each([
  [{}, 'example.com/sdk'],
  [{ GOPRIVATE: 'example.com/corp' }, 'example.com/sdk,example.com/corp'],
  [{ GONOSUMDB: 'example.com/corp' }, 'example.com/sdk,example.com/corp'],
  [{ GONOPROXY: '*.corp.example' }, 'example.com/sdk,*.corp.example'],
  [{ GOPRIVATE: 'a.example,b.example', GONOPROXY: 'none' }, 'example.com/sdk,a.example,b.example'],
])(
  'with %j the checksum database is not asked for %s, and all modules come from the registry',
  (own, names) =>
    inScratchFolder('go-command-test', async (home) => {
      const none = { GOENV: 'off', GOPRIVATE: undefined, GONOSUMDB: undefined, GONOPROXY: undefined };
      for (const [name, value] of Object.entries({ ...none, ...own })) vi.stubEnv(name, value);
      const client = await goClient({
        registry: { address: 'http://registry.invalid', credential: undefined, routed: undefined },
        internal: ['example.com/sdk'],
        home,
        modCache: home,
        log: () => {},
      });
      const settings = await client.ask(home, 'env', 'GOPROXY', 'GONOPROXY', 'GONOSUMDB', 'GOPRIVATE');
      expect(settings.split('\n')).toEqual(['http://registry.invalid', 'none', names, '']);
    }),
);
