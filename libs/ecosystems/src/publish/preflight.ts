import { type FoundError, PackagesError } from '@ameideio/version-manifest';
import type { Ecosystem } from '../ecosystem.ts';
import { type Environment, listMissingVariables, makeVariableError } from '../environment.ts';
import { upstreamOf } from '../upstream.ts';
import { retryTransient } from '../world/http.ts';
import type { Log } from '../world/run-process.ts';
import { settleAll } from './settle-all.ts';

/** An SDK that this run will publish. */
export interface Publication {
  readonly ecosystem: Ecosystem;
  readonly name: string;
  readonly version: string;
}

/**
 * Checks before any upload whether the run can publish: addresses are set, and registries accept the credentials.
 * Upload variables are required only if something must be uploaded. If an address or half of a reader's credential is
 * missing, no registry can be asked; the error then names every missing variable.
 *
 * @throws PackagesError VARIABLE_MISSING or CREDENTIAL_REFUSED, naming every missing variable or refused credential;
 * VARIABLE_INVALID for an invalid address.
 */
export async function preflight(
  publications: readonly Publication[],
  environment: Environment,
  log: Log,
): Promise<void> {
  const ecosystems = [...new Set(publications.map(({ ecosystem }) => ecosystem))];
  const all = ecosystems.flatMap(({ variables }) => variables);
  const missing = listMissingVariables(all, environment);
  if (missing.some(({ neededFor }) => neededFor !== 'upload')) throw makeVariableError(missing);
  // Checked now because the smoke of the published SDKs reads third parties from the upstream.
  for (const { variables } of ecosystems) upstreamOf(variables, environment);

  const served = await settleAll(publications.map((publication) => isServed(publication, environment)));
  const toUpload = publications.filter((_, index) => !served[index]);
  for (const publication of publications) {
    log(
      `${publication.name} ${publication.version}: ${toUpload.includes(publication) ? 'to upload' : 'served'}`,
    );
  }
  const uploading = ecosystems.filter((ecosystem) =>
    toUpload.some((publication) => publication.ecosystem === ecosystem),
  );
  const toSet = listMissingVariables(
    uploading.flatMap(({ variables }) => variables),
    environment,
  );
  if (toSet.length > 0) throw makeVariableError(toSet);

  const refused = (
    await settleAll(uploading.map((ecosystem) => checkCredential(ecosystem, environment, log)))
  ).flat();
  if (refused.length > 0)
    throw new PackagesError('CREDENTIAL_REFUSED', refused.map(({ message }) => message).join('\n'));
}

async function isServed(
  { ecosystem, name, version }: Publication,
  environment: Environment,
): Promise<boolean> {
  const served = await retryTransient(() => ecosystem.registry(environment).lookUp(name, version));
  return served.length >= ecosystem.filesPerVersion;
}

async function checkCredential(
  ecosystem: Ecosystem,
  environment: Environment,
  log: Log,
): Promise<FoundError[]> {
  const registry = ecosystem.registry(environment);
  const answer = await retryTransient(() => registry.checkCredential());
  log(`${ecosystem.id} credential: ${answer}`);
  if (answer !== 'refused') return [];
  const names = ecosystem.variables.filter(({ neededFor }) => neededFor === 'upload').map(({ name }) => name);
  return [
    {
      code: 'CREDENTIAL_REFUSED',
      message: `${registry.address} refuses the upload credential. Check ${names.join(', ')}.`,
    },
  ];
}
