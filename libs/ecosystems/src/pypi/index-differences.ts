import type { PackedManifest } from '@ameideio/version-manifest';
import { eq, valid } from '@renovatebot/pep440';
import type { CoreMetadata } from './core-metadata.ts';
import { normalisedName } from './requirement.ts';
import type { SimpleFile } from './simple-index.ts';

/**
 * Lists the differences between an index's page, by which clients resolve, and a file's core metadata. A field that the
 * page omits is no difference: clients then read the file's own metadata.
 */
export function findIndexDifferences(
  { file, requiresPython }: Pick<SimpleFile, 'file' | 'requiresPython'>,
  { name, version }: Pick<PackedManifest, 'name' | 'version'>,
  metadata: CoreMetadata,
): string[] {
  const metadataField = (field: string): string =>
    metadata.find(([one]) => one.toLowerCase() === field.toLowerCase())?.[1] ?? '';
  const differences: string[] = [];
  if (normalisedName(metadataField('Name')) !== normalisedName(name))
    differences.push(
      `the index lists ${file} under ${name}, its metadata has the name "${metadataField('Name')}"`,
    );
  const own = metadataField('Version');
  if (valid(own) === null || !eq(own, version))
    differences.push(`the index lists ${file} as ${version}, its metadata has the version "${own}"`);
  if (
    requiresPython !== undefined &&
    specifiers(requiresPython ?? '') !== specifiers(metadataField('Requires-Python'))
  )
    differences.push(
      `the index says Requires-Python "${requiresPython ?? ''}" of ${file}, its metadata "${metadataField('Requires-Python')}"`,
    );
  return differences;
}

/**
 * Normalises a set of specifiers: order and white space don't count.
 * @see https://peps.python.org/pep-0440/#version-specifiers
 */
function specifiers(text: string): string {
  const all = text.split(',').map((one) => one.replaceAll(/\s+/g, ''));
  return [...new Set(all.filter(Boolean))].sort().join(',');
}
