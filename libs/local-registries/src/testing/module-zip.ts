import { execa } from 'execa';
import { pythonOf } from '../devpi/python.ts';
import { WORKSPACE } from './workspace.ts';

const PROGRAM = `
import io, sys, zipfile
prefix, module, content = sys.argv[1:]
buffer = io.BytesIO()
with zipfile.ZipFile(buffer, "w") as archive:
    archive.writestr(prefix + "/go.mod", "module " + module + "\\n")
    archive.writestr(prefix + "/README", content)
sys.stdout.buffer.write(buffer.getvalue())
`;

/** The zip of a Go module that is nothing but its go.mod and one file with this content. */
export async function moduleZip(module: string, version: string, content: string): Promise<Buffer> {
  const python = pythonOf(WORKSPACE);
  const { stdout } = await execa(python, ['-c', PROGRAM, `${module}@${version}`, module, content], {
    encoding: 'buffer',
  });
  return Buffer.from(stdout);
}
