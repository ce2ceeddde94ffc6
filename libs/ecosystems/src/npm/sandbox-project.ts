import { cp, readdir } from 'node:fs/promises';
import type { SmokeRequest } from '../ecosystem.ts';
import { newUserFolder, type UserFolder } from './run/user-folder.ts';

/** A user's project in the sandbox, with the published package as its one requirement. */
export interface SandboxProject {
  readonly user: UserFolder;
  /** Runs every `.mjs` in the SDK's smoke folder. */
  runScripts(smokeFolder: string): Promise<void>;
}

/** @param force whether npm also installs packages for other platforms. */
export async function sandboxProject(request: SmokeRequest, force: boolean): Promise<SandboxProject> {
  const user = await newUserFolder(request, 'project', force);
  const folder = user.path;
  const node = (...args: string[]): Promise<void> => user.node(args);

  return {
    user,

    async runScripts(smokeFolder) {
      await cp(smokeFolder, folder, { recursive: true });
      const scripts = (await readdir(smokeFolder)).filter((file) => file.endsWith('.mjs')).sort();
      if (scripts.length === 0) throw new Error(`${smokeFolder} holds no .mjs`);
      for (const script of scripts) await node(script);
    },
  };
}
