import { cp, readdir, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import type { SmokeRequest } from '../ecosystem.ts';
import type { ExportedPath } from './export-map.ts';
import { newUserFolder, type UserFolder } from './run/user-folder.ts';
import { STRICT_TSCONFIG, typesProgram } from './user-programs.ts';

/** A user's project in the sandbox, with the published package as its one requirement. */
export interface SandboxProject {
  readonly user: UserFolder;
  compileAll(paths: readonly ExportedPath[]): Promise<void>;
  /** Runs every `.mjs` that stands in the SDK's smoke folder. */
  runScripts(smokeFolder: string): Promise<void>;
}

export async function sandboxProject(request: SmokeRequest): Promise<SandboxProject> {
  const user = await newUserFolder(request, 'project');
  const folder = user.path;
  const write = (file: string, text: string): Promise<void> => writeFile(path.join(folder, file), text);
  const node = (...args: string[]): Promise<void> => user.node(args);

  return {
    user,
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
