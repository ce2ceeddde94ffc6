/**
 * Prints an input of a service's `consume`: one digest over the gate's findings and the packed manifests of the SDKs that
 * the service requires.
 *
 * The gate reads places that Nx does not hash: folders above the service, and files that git ignores.
 */
export { gateDigest as default } from '../workspace/gate-digest.ts';
