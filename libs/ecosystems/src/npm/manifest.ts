import type { Manifest } from '../ecosystem.ts';
import { readPackageJson, requirementsOf } from './package-json.ts';

/** Reads the published name, the base version and the requirements of a project. */
export async function readNpmManifest(folder: string): Promise<Manifest> {
  const packageJson = await readPackageJson(folder);
  const { name, version } = packageJson.content;
  return { file: packageJson.file, name, base: version, requirements: requirementsOf(packageJson) };
}
