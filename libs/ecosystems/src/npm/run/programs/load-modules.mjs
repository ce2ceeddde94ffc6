// node load-modules.mjs import|require INPUT OUTPUT
//
// Loads each module that INPUT lists, as a program in this folder does. It appends a line to OUTPUT before it loads a
// module, and another with the result. If a module ends the process, OUTPUT names it last.
import { appendFileSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { describeExports } from './describe-exports.mjs';
import { failureOf } from './failure.mjs';

// A user's program starts without arguments.
const [system, input, output] = process.argv.splice(2);
const require = createRequire(import.meta.url);
// Kept, because a module may replace these globals.
const { exit } = process;
const say = (line) => appendFileSync(output, `${JSON.stringify(line)}\n`);
// OUTPUT also gets the error that ends the process.
process.on('uncaughtExceptionMonitor', (error) => say({ crash: failureOf(error) }));

for (const { specifier, isJson } of JSON.parse(readFileSync(input, 'utf8'))) {
  say({ specifier, begun: true });
  try {
    const loaded =
      system === 'require'
        ? require(specifier)
        : await import(specifier, isJson ? { with: { type: 'json' } } : {});
    say({ specifier, exports: describeExports(loaded) });
  } catch (error) {
    say({ specifier, failure: failureOf(error) });
  }
  // A promise that the module rejected without a handler ends the process here.
  await new Promise((resolve) => setImmediate(resolve));
}
say({ finished: true });
// A module may have started a timer or a server that never ends.
exit.call(process, 0);
