// Mutation testing of the modules that only compute, `npm run mutants [part of a module's path …]`: Stryker makes one small
// change after another, and a test of the module must fail. What survives is shown with its place: judge it, some changes
// change nothing.
import path from 'node:path';
import { execa } from 'execa';
import { pureModules } from './pure-modules.ts';

const root = path.resolve(import.meta.dirname, '..', '..');
const wanted = process.argv.slice(2);
const modules = (await pureModules(root)).filter(
  ({ file }) => wanted.length === 0 || wanted.some((part) => file.includes(part)),
);
if (modules.length === 0) {
  console.error(
    `No module that only computes, with a test beside it, has ${wanted.join(' or ')} in its path.`,
  );
  process.exit(1);
}
console.log(modules.map(({ file }) => file).join('\n'));

// Stryker is installed here, for those who want it: it is a hundred packages that nothing else needs.
await execa('npm', ['ci', '--loglevel=error'], { cwd: import.meta.dirname, stdio: 'inherit' });
const stryker = path.join(import.meta.dirname, 'node_modules', '.bin', 'stryker');
const { exitCode } = await execa(
  stryker,
  ['run', 'test/mutants/stryker.config.json', '--mutate', modules.map(({ file }) => file).join(',')],
  {
    cwd: root,
    stdio: 'inherit',
    reject: false,
    env: { MUTANTS_TESTS: JSON.stringify(modules.map(({ test }) => test)) },
  },
);
process.exitCode = exitCode ?? 1;
