// node --experimental-import-meta-resolve find-imports.mjs INPUT OUTPUT
//
// Resolves each import that INPUT lists in this installation, and writes to OUTPUT the indexes of those that fail.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { failureOf } from './failure.mjs';

const [input, output] = process.argv.slice(2);

const find = (file, specifier, way) => {
  if (way === 'require') return createRequire(file).resolve(specifier);
  const url = import.meta.resolve(specifier, pathToFileURL(file).href);
  const found = url.startsWith('file:') ? fileURLToPath(url) : url;
  if (url.startsWith('file:') && !existsSync(found))
    throw Object.assign(new Error(`Cannot find module '${found}'`), { code: 'ERR_MODULE_NOT_FOUND' });
  return found;
};

const failures = JSON.parse(readFileSync(input, 'utf8')).flatMap(({ file, specifier, way }, index) => {
  try {
    find(file, specifier, way);
    return [];
  } catch (error) {
    return [{ index, failure: failureOf(error) }];
  }
});
writeFileSync(output, JSON.stringify(failures));
