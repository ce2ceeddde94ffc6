// Declared by hand because package.json lies outside of src, where TypeScript refuses to read it for a build.
declare module '*/package.json' {
  const manifest: { version: string };
  export default manifest;
}
