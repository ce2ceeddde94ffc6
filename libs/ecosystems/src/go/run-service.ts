import path from 'node:path';
import type { ServiceRequest } from '../ecosystem.ts';
import { consumerClient, loadPackages } from './consumer-client.ts';

/** Builds the service's programs into the output, or runs its tests, with the second go.mod alone. */
export async function runGoService(request: ServiceRequest): Promise<void> {
  const { service, task, resolved, output } = request;
  const locked = ['-mod=readonly', `-modfile=${path.join(resolved, 'go.mod')}`];
  // Everything is downloaded before, so the service's own programs get neither network nor credential.
  await loadPackages(await consumerClient(request), service, ...locked);
  const go = await consumerClient({ ...request, clientAccess: undefined });
  switch (task) {
    case 'build':
      await go.run(
        service,
        'build',
        ...locked,
        ...(output === undefined ? [] : ['-o', `${output}/`]),
        './...',
      );
      return;
    case 'test':
      await go.run(service, 'vet', ...locked, './...');
      await go.run(service, 'test', ...locked, './...');
      return;
  }
}
