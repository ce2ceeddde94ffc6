import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { RegistryError } from '@ameideio/ecosystems';
import { PackagesError } from '@ameideio/version-manifest';
import writeFileAtomic from 'write-file-atomic';
import { appendToSummary } from '../../presentation/append-to-summary.ts';
import { collectReport } from '../../presentation/collect-report.ts';
import { reportDocument } from '../../presentation/report-document.ts';
import { reportHtml } from '../../presentation/report-html.ts';
import { reportMarkdown } from '../../presentation/report-markdown.ts';
import { places } from '../../workspace/places.ts';
import { targetExecutor } from '../run-target.ts';

/** Writes what is known of all packages and services into one page, and in CI into the job's summary. */
export default targetExecutor(async (_options, { workspaceRoot, workspace, log }) => {
  const report = await collectReport(workspaceRoot, workspace, process.env, new Date());
  const document = reportDocument(report);
  const file = path.join(workspaceRoot, places.report);
  await mkdir(path.dirname(file), { recursive: true });
  await writeFileAtomic(file, await reportHtml(document));
  log(`The report stands in ${places.report}`);
  await appendToSummary(reportMarkdown(document));
  const unanswered = report.packages.flatMap(({ served }) =>
    served instanceof RegistryError ? [served] : [],
  );
  const [first] = unanswered;
  if (first !== undefined)
    throw new PackagesError(first.code, unanswered.map(({ message }) => message).join('\n'));
});
