import { startRegistries } from '../index.ts';

// Runs the registries in a separate process, which a test can kill. Its one argument is the options as JSON.
await startRegistries(JSON.parse(process.argv[2] ?? ''));
process.stdout.write('serving\n');
