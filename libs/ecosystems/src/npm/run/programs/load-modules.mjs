// node load-modules.mjs import|require INPUT OUTPUT
// Loads each module that INPUT lists, as a program in this folder does, and appends to OUTPUT a line when it begins with
// one, and another with what came of it. A module that ends the process is the last one that OUTPUT names.
import { appendFileSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { describeExports } from './describe-exports.mjs';
import { failureOf } from './failure.mjs';

// A program that a user writes is started without arguments.
const [system, input, output] = process.argv.splice(2);
const require = createRequire(import.meta.url);
// Kept: a module may replace what it finds.
const { exit } = process;
const say = (line) => appendFileSync(output, `${JSON.stringify(line)}\n`);
// What ends the process stands in OUTPUT too; it ends it all the same.
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
  // A promise that the module has left rejected ends the process here.
  await new Promise((resolve) => setImmediate(resolve));
}
say({ finished: true });
// A module may have started what never ends, a timer or a server.
exit.call(process, 0);
