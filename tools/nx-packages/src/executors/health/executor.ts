import path from 'node:path';
import { checkPackageHealth, ecosystemOf, requireReading } from '@ameideio/ecosystems';
import { PackagesError } from '@ameideio/version-manifest';
import { formatTable } from '../../presentation/table.ts';
import { publishedNames } from '../../workspace/required-sdks.ts';
import { versionEntryOf } from '../../workspace/version-entry.ts';
import { targetExecutor } from '../run-target.ts';

/** Shows every package: what its registry serves, and whether it is what the version JSON says. */
export default targetExecutor(async (_options, { workspaceRoot, workspace, log }) => {
  const packages = [...(await publishedNames(workspaceRoot, workspace))].map(async ([name, { root }]) => {
    const ecosystem = ecosystemOf(path.join(workspaceRoot, root));
    return {
      name,
      ecosystem,
      entry: await versionEntryOf(workspaceRoot, ecosystem.language, name),
    };
  });
  const known = await Promise.all(packages);
  requireReading(
    known.flatMap(({ ecosystem }) => ecosystem.variables),
    process.env,
  );

  const rows = known.map(async ({ name, ecosystem, entry }) => {
    const registry = ecosystem.registry(process.env);
    const health =
      entry === undefined
        ? { healthy: false, found: 'not in the version JSON: publish and smoke it' }
        : await checkPackageHealth(registry, entry);
    const latest = await registry.latest(name).catch(() => undefined);
    return {
      healthy: health.healthy,
      cells: [registry.address, name, entry?.version ?? '', latest ?? '', health.found],
    };
  });
  const all = await Promise.all(rows);
  log(
    formatTable(
      ['registry', 'package', 'version', 'latest', 'state'],
      all.map(({ cells }) => cells),
    ),
  );
  if (all.some(({ healthy }) => !healthy))
    throw new PackagesError('UNHEALTHY', 'Not every registry serves what the version JSON says.');
});
