/** Whether a file holds only declarations, so that there is nothing to run. */
export function isDeclarationFile(file: string): boolean {
  return /\.d\.([^/.]+\.)?[cm]?ts$/.test(file);
}
