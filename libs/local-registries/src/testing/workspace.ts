import { fileURLToPath } from 'node:url';

/** The root of this workspace, which has `.venv` and the source of the Go registry. */
export const WORKSPACE = fileURLToPath(new URL('../../../..', import.meta.url)).replace(/\/$/, '');
