import { ecosystemById, mirrorSmoke, requireReading, upstreamOf } from '@ameideio/ecosystems';
import { relayedUpstream } from '@ameideio/local-registries';
import { PackagesError } from '@ameideio/version-manifest';
import { mirrorTable } from '../../presentation/mirror-table.ts';
import { type MirrorEntry, removeMirrorReport, writeMirrorReport } from '../../workspace/mirror-report.ts';
import type { Mirrors } from '../../workspace/read-workspace.ts';
import { sdkNames } from '../../workspace/required-sdks.ts';
import { type Target, targetExecutor } from '../run-target.ts';

interface MirrorSmokeOptions {
  readonly mirrors: Mirrors;
}

/** Proves that the registries mirror their upstreams: fetches the packages twice, the second time out of the registry. */
export default targetExecutor<MirrorSmokeOptions>(async ({ mirrors }, target) => {
  const { workspaceRoot, log } = target;
  await removeMirrorReport(workspaceRoot);
  const ids = Object.keys(mirrors);
  requireReading(
    ids.flatMap((id) => ecosystemById(id).variables),
    process.env,
  );
  const entries = (await Promise.all(ids.map((id) => mirrored(id, mirrors[id] ?? [], target)))).flat();
  await writeMirrorReport(workspaceRoot, entries);
  log(mirrorTable(entries));
  const failures = entries.flatMap((entry) =>
    entry.outcome === 'failed'
      ? [`${entry.wanted} through ${entry.registry}: the ${entry.fetch} fetch failed, ${entry.why}`]
      : [],
  );
  if (failures.length > 0) throw new PackagesError('MIRROR_FAILED', failures.join('\n'));
});

/** One package after another: each of them cuts the registries off from their upstream for a while. */
async function mirrored(
  id: string,
  wanted: readonly string[],
  { workspaceRoot, workspace, log }: Target,
): Promise<MirrorEntry[]> {
  const ecosystem = ecosystemById(id);
  const registry = ecosystem.registry(process.env);
  const { address } = upstreamOf(ecosystem.variables, process.env) ?? registry;
  const source = {
    ecosystem,
    registry,
    environment: process.env,
    internalNames: () => sdkNames(workspaceRoot, workspace, ecosystem),
    upstream: relayedUpstream(process.env, id),
  };
  const entries: MirrorEntry[] = [];
  for (const one of wanted) {
    const smoke = await mirrorSmoke({ ...source, wanted: one, log });
    entries.push({ ecosystem: id, wanted: one, registry: address, ...smoke });
  }
  return entries;
}
