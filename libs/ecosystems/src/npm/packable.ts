import { PackagesError } from '@ameideio/version-manifest';
import validateName from 'validate-npm-package-name';
import { type PackageJsonFile, requirementsOf } from './package-json.ts';
import { sourceOf } from './requirement-source.ts';

/** The one setting of `publishConfig` that "publish" honours. The others would name a registry or a tag. */
const PUBLISH_CONFIG = ['access'];

/**
 * Refuses an SDK that npm can't publish, or that users can't install from a registry alone.
 *
 * @param place the path of the package.json, for the error message.
 * @throws PackagesError SDK_NOT_PACKABLE, naming every place and its rule.
 */
export function checkPackable(packageJson: PackageJsonFile, place: string): void {
  const { content, lineOf } = packageJson;
  const { name } = content;
  const found: string[] = [];
  const refuse = (line: number, rule: string): number => found.push(`${place}:${line} ${rule}`);

  const { validForNewPackages, warnings = [], errors = [] } = validateName(name);
  if (!validForNewPackages)
    refuse(
      lineOf('name'),
      `names the package "${name}", which npm does not take (${[...errors, ...warnings].join(', ')}): use @scope/name in lower case.`,
    );
  if (content.private === true)
    refuse(lineOf('private'), 'says "private": true, so npm refuses to publish it: remove that.');
  for (const field of ['bundleDependencies', 'bundledDependencies'])
    if (content[field] === true || (Array.isArray(content[field]) && content[field].length > 0))
      refuse(lineOf(field), `has ${field}, whose bytes depend on what is installed: remove it.`);
  for (const { field, name: required, range, line } of requirementsOf(packageJson))
    if (field !== 'devDependencies' && sourceOf(range) === 'elsewhere')
      refuse(
        line,
        `requires ${required} from "${range}", which its users don't have: require it from the registry.`,
      );
  for (const key of Object.keys(content.publishConfig ?? {}))
    if (!PUBLISH_CONFIG.includes(key))
      refuse(
        lineOf('publishConfig', key),
        `sets publishConfig.${key}, which "publish" does not honour: remove it.`,
      );

  if (found.length > 0) throw new PackagesError('SDK_NOT_PACKABLE', found.join('\n'));
}
