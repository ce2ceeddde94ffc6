import type { ExportedPath } from './export-map.ts';

const isModule = ({ file }: ExportedPath): boolean => file === undefined || /\.[cm]?js$/.test(file);
const isJson = ({ file }: ExportedPath): boolean => file?.endsWith('.json') ?? false;

/** A program that imports each path and says which of them fail, and why. */
export function importProgram(paths: readonly ExportedPath[]): string {
  const imports = [
    ...paths.filter(isModule).map(({ specifier }) => [specifier, {}]),
    ...paths.filter(isJson).map(({ specifier }) => [specifier, { with: { type: 'json' } }]),
  ];
  return `for (const [specifier, options] of ${JSON.stringify(imports)})
  await import(specifier, options).catch((error) => {
    console.error(\`\${specifier}: \${error}\`);
    process.exitCode = 1;
  });
`;
}

/** A program whose types are those of each path. */
export function typesProgram(paths: readonly ExportedPath[]): string {
  return paths
    .filter(isModule)
    .map(({ specifier }, index) => `export * as path${index} from ${JSON.stringify(specifier)};\n`)
    .join('');
}

/**
 * What a careful user compiles with. The declarations of everything that came with the package are checked too, and
 * may use the types that it brought, but no others.
 */
export const STRICT_TSCONFIG = {
  compilerOptions: {
    strict: true,
    module: 'nodenext',
    target: 'esnext',
    types: ['*'],
    skipLibCheck: false,
    noEmit: true,
  },
};
