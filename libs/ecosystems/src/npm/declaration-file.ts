/** Whether a file holds declarations alone, so that there is nothing to run. */
export function isDeclarationFile(file: string): boolean {
  return /\.d\.([^/.]+\.)?[cm]?ts$/.test(file);
}
