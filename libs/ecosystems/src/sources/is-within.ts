/** Whether a path is one of these paths, or stands below one of them. All start at the same folder, which is ''. */
export function isWithin(paths: readonly string[], file: string): boolean {
  return paths.some((one) => one === '' || file === one || file.startsWith(`${one}/`));
}
