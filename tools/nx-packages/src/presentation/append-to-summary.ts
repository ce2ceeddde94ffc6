import { appendFile } from 'node:fs/promises';
import { PackagesError } from '@ameideio/version-manifest';

/**
 * Appends to the job's summary, where GitHub Actions, or what is made like it, takes one.
 *
 * @throws PackagesError VARIABLE_INVALID where the file that the variable names can't be written.
 */
export async function appendToSummary(markdown: string): Promise<void> {
  const { GITHUB_STEP_SUMMARY: file } = process.env;
  if (!file) return;
  await appendFile(file, markdown).catch((cause: unknown) => {
    const why = `is "${file}", which can't be written (${String(cause)})`;
    throw new PackagesError(
      'VARIABLE_INVALID',
      `GITHUB_STEP_SUMMARY ${why}. Set it to a file, or to nothing.`,
      {
        cause,
      },
    );
  });
}
