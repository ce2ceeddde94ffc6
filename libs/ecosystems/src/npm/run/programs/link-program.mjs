// node --import ./link-program.mjs PROGRAM, with the file for a failure in LINK_FAILURE
//
// Finds every module that a program imports, and every imported name, and ends before the program runs. Node.js links
// all modules before it evaluates the first one, and this module comes before the program's own. CommonJS has no such
// step, so its files are only compiled.
import { readFileSync, realpathSync, writeFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { compileFunction } from 'node:vm';
import { failureOf } from './failure.mjs';

const END = 'data:text/javascript,process.exit(0)';
const program = pathToFileURL(realpathSync(process.argv[1])).href;

const fail = (error) => {
  writeFileSync(process.env.LINK_FAILURE, JSON.stringify(failureOf(error)));
  process.exit(1);
};
process.setUncaughtExceptionCaptureCallback(fail);

registerHooks({
  load(url, context, nextLoad) {
    const loaded = nextLoad(url, context);
    if (url !== program) return loaded;
    const source = String(loaded.source ?? readFileSync(fileURLToPath(url)));
    const [shebang] = /^(#!.*\n)?/.exec(source);
    const code = source.slice(shebang.length);
    if (loaded.format === 'module') return { ...loaded, source: `${shebang}import '${END}';${code}` };
    try {
      compileFunction(code, ['exports', 'require', 'module', '__filename', '__dirname']);
    } catch (error) {
      fail(error);
    }
    return { format: 'commonjs', source: 'process.exit(0)', shortCircuit: true };
  },
});
