import { execa } from 'execa';

const LIMIT = 300_000;

/**
 * Gives the path of Chromium. Installs Debian's by apt-get where it is missing, as root or by a sudo that asks nothing.
 *
 * @throws Error with the reason where it can't be installed.
 */
export async function chromiumProgram(): Promise<string> {
  const program = await onPath();
  if (program !== undefined) return program;
  await aptGet('update');
  await aptGet('install', '--yes', '--no-install-recommends', 'chromium');
  const installed = await onPath();
  if (installed === undefined) throw new Error('apt-get has installed chromium, but it is not on the PATH.');
  return installed;
}

async function onPath(): Promise<string | undefined> {
  const { stdout, exitCode } = await execa('sh', ['-c', 'command -v chromium'], { reject: false });
  return exitCode === 0 ? stdout : undefined;
}

async function aptGet(...args: string[]): Promise<void> {
  const root = process.getuid?.() === 0 ? [] : ['sudo', '-n'];
  // Another process may be installing at the same time.
  const line = [...root, 'env', 'DEBIAN_FRONTEND=noninteractive', 'apt-get', '-o', 'DPkg::Lock::Timeout=120'];
  const [command = '', ...rest] = [...line, '--quiet', ...args];
  await execa(command, rest, { stdin: 'ignore', timeout: LIMIT }).catch((cause: unknown) => {
    throw new Error(
      "Chromium is not on the PATH and can't be installed. Install Debian's package chromium.",
      {
        cause,
      },
    );
  });
}
