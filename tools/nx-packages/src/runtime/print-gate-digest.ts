// A runtime input of a service's `consume`: prints one digest over what the gate finds and over the
// packed manifests of the SDKs that the service requires, as they stand on the disk now. The gate looks into places
// that Nx does not hash: folders above the service, and what git ignores.

import { gateDigest } from '../workspace/gate-digest.ts';

const [project = ''] = process.argv.slice(2);
console.log(await gateDigest(process.cwd(), project));
