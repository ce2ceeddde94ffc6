import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const main = fileURLToPath(new URL('../../../libs/contracts/server/main.ts', import.meta.url));

export interface ContractServer {
  url: string;
  stop(): Promise<void>;
}

/** Starts the contract's own server in a process of its own. It ends with this one, which holds its stdin. */
export async function startContractServer(token: string): Promise<ContractServer> {
  const env = { PLATFORM_LISTEN: '127.0.0.1:0', PLATFORM_TOKEN: token };
  const server = spawn(process.execPath, [main], { env, stdio: ['pipe', 'pipe', 'inherit'] });
  const [line] = await Promise.race([
    once(server.stdout, 'data'),
    once(server, 'exit').then(([code]) =>
      Promise.reject(new Error(`The server stopped with exit code ${code}.`)),
    ),
  ]);
  return {
    url: JSON.parse(line).listening,
    async stop() {
      if (server.exitCode === null && server.kill()) await once(server, 'exit');
    },
  };
}
