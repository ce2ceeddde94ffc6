/** Whether a path is one of these paths, or lies below one. All start at the same folder, whose path is ''. */
export function isWithin(paths: readonly string[], file: string): boolean {
  return paths.some((one) => one === '' || file === one || file.startsWith(`${one}/`));
}
