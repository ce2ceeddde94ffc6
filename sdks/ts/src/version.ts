// Read when the code runs: packing writes the version that is published into package.json after the build.
import manifest from '../package.json' with { type: 'json' };

export const version: string = manifest.version;
