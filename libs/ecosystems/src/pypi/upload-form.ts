import { type Artifact, PackagesError } from '@ameideio/version-manifest';
import { coreMetadataOf, parseCoreMetadata } from './core-metadata.ts';
import { parseDistributionFile } from './distribution-file.ts';

/** The form's fields whose names differ from the metadata's. */
const PLURAL: Readonly<Record<string, string>> = { classifier: 'classifiers', project_url: 'project_urls' };

/**
 * Makes the form of the legacy upload API for one distribution, with its metadata: an index shows `requires_python`
 * from the form.
 */
export async function uploadForm({ file, sha256 }: Artifact, bytes: Buffer<ArrayBuffer>): Promise<FormData> {
  const parsed = parseDistributionFile(file);
  if (parsed === undefined) {
    throw new PackagesError('ARTIFACT_CHANGED', `${file} is neither a wheel nor an sdist. Run "pack" again.`);
  }
  const form = new FormData();
  form.set(':action', 'file_upload');
  form.set('protocol_version', '1');
  form.set('filetype', parsed.kind === 'wheel' ? 'bdist_wheel' : 'sdist');
  form.set('pyversion', parsed.pyversion);
  form.set('sha256_digest', sha256);
  for (const [field, value] of parseCoreMetadata((await coreMetadataOf(file, bytes)).toString('utf8'))) {
    const key = field.toLowerCase().replaceAll('-', '_');
    form.append(PLURAL[key] ?? key, value);
  }
  form.set('content', new Blob([bytes]), file);
  return form;
}
