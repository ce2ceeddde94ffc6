// node load-in-thread.mjs ARGUMENTS: runs load-modules.mjs in a worker thread, for modules that are made for one.
import { Worker } from 'node:worker_threads';

new Worker(new URL('./load-modules.mjs', import.meta.url), { argv: process.argv.slice(2) });
