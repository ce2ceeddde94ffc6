import { cp, mkdir, readdir, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import type { SmokeRequest } from '../ecosystem.ts';
import { clientEnvironment } from '../world/client-environment.ts';
import { runProcess } from '../world/run-process.ts';
import type { ExportedPath } from './export-map.ts';
import { npmClient } from './npm-client.ts';
import { PACKAGE_JSON, readPackageJson } from './package-json.ts';
import { selectedNpm } from './selected.ts';
import { importProgram, STRICT_TSCONFIG, typesProgram } from './user-programs.ts';

const TIMEOUT = 60_000;

/** A user's project in the sandbox, with the published package as its one requirement. */
export interface SandboxProject {
  /** Installs the version with an empty cache, and reads back what npm says it has installed. */
  install(): Promise<void>;
  importAll(paths: readonly ExportedPath[]): Promise<void>;
  compileAll(paths: readonly ExportedPath[]): Promise<void>;
  /** Runs every `.mjs` that stands in the SDK's smoke folder. */
  runScripts(smokeFolder: string): Promise<void>;
}

export async function sandboxProject(request: SmokeRequest): Promise<SandboxProject> {
  const { packed, registry, sandbox, log } = request;
  const { name, version } = packed;
  const folder = path.join(sandbox, 'project');
  const home = path.join(sandbox, 'home');
  await mkdir(folder);
  const write = (file: string, text: string): Promise<void> => writeFile(path.join(folder, file), text);
  await write(PACKAGE_JSON, JSON.stringify({ name: 'sandbox', private: true, type: 'module' }));

  const node = async (...args: string[]): Promise<void> => {
    const env = clientEnvironment(home, { PACKAGE_NAME: name, PACKAGE_VERSION: version });
    await runProcess({ command: 'node', args, cwd: folder, env, log, timeout: TIMEOUT });
  };

  return {
    async install() {
      const npm = await npmClient({
        registry,
        home,
        cache: path.join(home, 'npm-cache'),
        log,
      });
      await npm.fetch(folder, 'install', '--save-exact', `${name}@${version}`);
      const integrities = packed.artifacts.map(({ integrity }) => integrity);
      const [locked] = await selectedNpm(folder, [name]);
      if (locked?.version !== version || locked.integrities.join() !== integrities.join())
        throw new Error(
          `npm locked ${locked?.version} with ${locked?.integrities.join()}, not ${version} with ${integrities.join()}`,
        );
      const installed = (await readPackageJson(path.join(folder, 'node_modules', name))).content;
      if (installed.name !== name || installed.version !== version)
        throw new Error(`the installed package.json says ${installed.name} ${installed.version}`);
    },

    async importAll(paths) {
      await write('import.mjs', importProgram(paths));
      await node('import.mjs');
    },

    async compileAll(paths) {
      await write('consumer.mts', typesProgram(paths, 'import'));
      await write('consumer.cts', typesProgram(paths, 'require'));
      const files = ['consumer.mts', 'consumer.cts'];
      await write('tsconfig.json', JSON.stringify({ ...STRICT_TSCONFIG, files }));
      await node(compiler(), '--project', '.', '--pretty', 'false');
    },

    async runScripts(smokeFolder) {
      await cp(smokeFolder, folder, { recursive: true });
      const scripts = (await readdir(smokeFolder)).filter((file) => file.endsWith('.mjs')).sort();
      if (scripts.length === 0) throw new Error(`${smokeFolder} holds no .mjs`);
      for (const script of scripts) await node(script);
    },
  };
}

/** The TypeScript that is installed with this code: it is no part of what the package brings. */
function compiler(): string {
  const manifest = createRequire(import.meta.url).resolve('typescript/package.json');
  return path.join(path.dirname(manifest), 'bin', 'tsc');
}
