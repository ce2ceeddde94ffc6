// node load-in-thread.mjs ARGUMENTS: load-modules.mjs in a worker thread, for modules that are made to be one.
import { Worker } from 'node:worker_threads';

new Worker(new URL('./load-modules.mjs', import.meta.url), { argv: process.argv.slice(2) });
