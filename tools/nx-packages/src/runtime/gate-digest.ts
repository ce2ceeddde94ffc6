/**
 * An input of a service's `consume`: one digest over what the gate finds and over the packed manifests of the SDKs that
 * the service requires. The gate looks into places that Nx does not hash: folders above the service, and what git ignores.
 */
export { gateDigest as default } from '../workspace/gate-digest.ts';
