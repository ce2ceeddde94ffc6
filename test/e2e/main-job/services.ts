import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { places } from '@ameideio/nx-packages/workspace';
import { readPackedManifest } from '@ameideio/version-manifest';
import { execa } from 'execa';
import { onExit } from 'signal-exit';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type RunningServer, startServer } from '../../../libs/contracts/server/start-server.ts';
import { failed, nx } from '../nx.ts';
import { until } from '../processes.ts';
import { type RunningRegistries, serve } from '../registries.ts';
import { npxTerminal } from '../user.ts';
import type { WarmClone } from './warm-clone.ts';

const TOKEN = 'a-token-of-the-platform';

export function services(warm: () => WarmClone): void {
  describe('a service that is started', () => {
    let registries: RunningRegistries;
    let platform: RunningServer;
    beforeAll(async () => {
      registries = await serve(warm().clone);
      platform = await startServer({ listen: { host: '127.0.0.1', port: 0 }, token: TOKEN });
    });
    afterAll(async () => {
      await platform?.close();
      await registries?.stop();
    });

    const environment = (): Record<string, string> => ({
      ...registries.environment,
      PLATFORM_URL: platform.url,
      PLATFORM_TOKEN: TOKEN,
      LISTEN: '127.0.0.1:0',
    });

    /** The version and digest that the service must show. */
    const packed = async (sdk: string, suffix: string): Promise<string> => {
      const { root } = warm().clone;
      const { name, version, artifacts } = await readPackedManifest(path.join(root, places.packages(sdk)));
      const installed = artifacts.find(({ file }) => file.endsWith(suffix));
      return `${name} ${version} ${installed?.integrity}`;
    };

    test.each([
      [
        'organization-audit',
        '-format text -time-limit 1m',
        'sdk-go',
        '.zip',
        'organizations: 0, findings: 0',
      ],
      ['organization-report', '', 'sdk-python', '.whl', 'In all: 0. Without a label: 0.'],
    ])('%s shows the SDK that it was built with', async (service, words, sdk, suffix, report) => {
      const { exitCode, output } = await nx(
        warm().clone,
        `run ${service}:start ${words}`.trim(),
        environment(),
      );
      expect(exitCode, output).toBe(0);
      expect(output).toContain(report);
      expect(output).toContain(await packed(sdk, suffix));
    });

    test('onboarding-web shows the SDK that it was built with, and ends with Ctrl-C', async () => {
      const { clone } = warm();
      const running = execa('nx', ['run', 'onboarding-web:start'], {
        cwd: clone.root,
        env: { ...npxTerminal(clone), NX_DAEMON: 'false', NX_TUI: 'false', ...environment() },
        extendEnv: false,
        stdin: 'ignore',
        all: true,
        buffer: false,
        reject: false,
        detached: true,
      });
      const interrupt = (): void => {
        if (running.pid !== undefined) process.kill(-running.pid, 'SIGINT');
      };
      const forget = onExit(interrupt);
      let output = '';
      running.all.setEncoding('utf8').on('data', (text: string) => {
        output += text;
      });
      const port = await until('The address of onboarding-web', () => /"port":(\d+)/.exec(output)?.[1]);
      const html = await (await fetch(`http://127.0.0.1:${port}/`)).text();
      const sdk = await packed('sdk-ts', '.tgz');
      expect(html).toContain(`<footer>${sdk}</footer>`);
      const [name, version, integrity] = sdk.split(' ');
      expect(output).toContain(JSON.stringify({ sdk: { name, version, integrity } }).slice(1, -1));

      interrupt();
      await running;
      forget();
      await until('The end of onboarding-web', async () => {
        const left = (await readdir(clone.temporary)).filter((entry) => entry.startsWith('nx-packages-'));
        const answers = await fetch(`http://127.0.0.1:${port}/`).catch(() => undefined);
        return left.length === 0 && answers === undefined ? true : undefined;
      });
    });

    test('stops where one of its own variables is missing, and names it', async () => {
      const words = 'run organization-audit:start -format text -time-limit 1m';
      const { tasks, output } = await nx(warm().clone, words, registries.environment);
      expect(failed(tasks)).toEqual(['organization-audit:start']);
      for (const name of ['PLATFORM_URL', 'PLATFORM_TOKEN'])
        expect(output).toMatch(new RegExp(`^${name} is not set\\. It is .+`, 'm'));
      expect(output).toContain('Error [COMMAND_FAILED]: organization-audit exited with 2.');
    });
  });
}
