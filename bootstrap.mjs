// Installs what the workspace needs, from the registries that the user's own npm and pip are configured to use. Runs on
// the user's own Node (20 or later) before anything is installed, so it is plain JavaScript without dependencies.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { endProcesses, POLITELY } from './libs/ecosystems/src/world/end-processes.mjs';
import { onInterruption } from './tools/main-job/src/on-interruption.mjs';
import { makeRunFolder } from './tools/main-job/src/run-folder.mjs';

const root = import.meta.dirname;
if (process.platform === 'win32') {
  console.error('Error [TOOL_MISSING]: Windows is not supported. Use WSL and run the command there.');
  process.exit(2);
}

/** The tools of the machine: how each prints its version, and the oldest version that will do. */
const tools = [
  { name: 'Node.js', command: ['node', '--version'], least: '20.0.0' },
  { name: 'npm', command: ['npm', '--version'], least: '10.0.0' },
  { name: 'Python', command: ['python3', '--version'], least: '3.11.0' },
  {
    name: "Python's venv and pip",
    command: ['python3', '-c', 'import venv, ensurepip; print(ensurepip.version())'],
    least: '22.0.0',
  },
  { name: 'Go', command: ['go', 'env', 'GOVERSION'], least: '1.26.0' },
  { name: 'git', command: ['git', '--version'], least: '2.30.0' },
];

const missing = tools.flatMap(problemOf);
if (missing.length > 0) {
  for (const problem of missing) console.error(`Error [TOOL_MISSING]: ${problem}`);
  process.exit(2);
}
const temporary = await makeRunFolder();
process.on('exit', () => rmSync(temporary, { recursive: true, force: true }));
let running;
let interrupted = false;
onInterruption(endOn);
await step('npm packages', ['package-lock.json'], path.join(root, 'node_modules', '.bootstrapped'), () =>
  run('npm', ['ci', '--loglevel=error']),
);
await step('Python tools', ['requirements.txt'], path.join(root, '.venv', '.bootstrapped'), async () => {
  rmSync(path.join(root, '.venv'), { recursive: true, force: true });
  await run('python3', ['-m', 'venv', '.venv']);
  await run(inVenv('python'), [
    '-m',
    'pip',
    'install',
    '--quiet',
    '--disable-pip-version-check',
    '--require-hashes',
    '-r',
    'requirements.txt',
  ]);
});
linkUv();

/** The problem with a tool of the machine, as a sentence; empty where there is none. */
function problemOf({ name, command: [program, ...args], least }) {
  const { status, stdout } = spawnSync(program, args, { cwd: root, encoding: 'utf8' });
  const found = /\d+(\.\d+)+/.exec(stdout ?? '')?.[0];
  if (status !== 0 || found === undefined)
    return [
      `${name} is missing; ${least} or later is needed. Install it so that "${program}" is on the PATH.`,
    ];
  return older(found, least)
    ? [`${name} is ${found}; ${least} or later is needed. Install a newer one.`]
    : [];
}

function older(found, least) {
  const [a, b] = [found, least].map((version) => version.split('.').map(Number));
  const at = b.findIndex((part, index) => (a[index] ?? 0) !== part);
  return at !== -1 && (a[at] ?? 0) < b[at];
}

/** Does the work, unless the last run did it for the same contents of these files. */
async function step(what, files, mark, work) {
  const digest = createHash('sha256');
  for (const file of files) digest.update(readFileSync(path.join(root, file)));
  const now = digest.digest('hex');
  if (existsSync(mark) && readFileSync(mark, 'utf8') === now) return;
  const begin = Date.now();
  console.log(`Installing ${what} …`);
  await work();
  writeFileSync(mark, now);
  console.log(`Installed ${what} in ${((Date.now() - begin) / 1000).toFixed(1)} s`);
}

/** Runs a program in a process group of its own, so that the whole group can be ended at once. */
async function run(program, args) {
  running = spawn(program, args, {
    cwd: root,
    env: { ...process.env, TMPDIR: temporary },
    stdio: ['ignore', 'inherit', 'inherit'],
    detached: true,
  });
  const [status, signal] = await once(running, 'exit');
  if (interrupted) return new Promise(() => undefined); // endOn exits the process.
  running = undefined;
  if (status === 0) return;
  console.error(
    `Error [COMMAND_FAILED]: "${[program, ...args].join(' ')}" ${signal ? `was ended by ${signal}` : `exited with ${status}`}. See its output above.`,
  );
  process.exit(1);
}

async function endOn(by) {
  if (interrupted) return;
  interrupted = true;
  console.error(`Error [INTERRUPTED]: The installation was ended by ${by}. Run it again to go on.`);
  if (running?.pid !== undefined) await endProcesses([running.pid], POLITELY);
  process.exit(130);
}

function inVenv(program) {
  return path.join(root, '.venv', 'bin', program);
}

/** Links uv, which comes from PyPI, beside npm's programs: there npm scripts, `npx` and Nx find it. */
function linkUv() {
  const link = path.join(root, 'node_modules', '.bin', 'uv');
  if (existsSync(link)) return;
  mkdirSync(path.dirname(link), { recursive: true });
  rmSync(link, { force: true });
  symlinkSync(inVenv('uv'), link);
}
