import { Code, PlatformClient, PlatformError } from '@ameideio/ameide-sdk-ts';

const { PLATFORM_URL: baseUrl = '', PLATFORM_TOKEN: token = '' } = process.env;
const { organizations } = new PlatformClient({ baseUrl, token, timeoutMs: 10_000 }); // for each call

const labels = { plan: 'gold' };
const acme = await organizations.create({ slug: 'acme', displayName: 'Acme', labels });
await organizations.update(acme.id, { displayName: 'Acme Ltd', etag: acme.etag });

// Pages are fetched as the loop gets there. A signal ends all of it, also in the middle of a call.
const signal = AbortSignal.timeout(60_000);
for await (const { slug, displayName } of organizations.list({ pageSize: 50 }, { signal })) {
  console.log(slug, displayName); // acme Acme Ltd
}

try {
  await organizations.create({ slug: 'acme', displayName: 'Another' });
} catch (error) {
  if (!(error instanceof PlatformError) || error.code !== Code.AlreadyExists) throw error;
  for (const { field, reason } of error.details) console.log(field, reason); // slug is taken
}

await organizations.delete(acme.id);
