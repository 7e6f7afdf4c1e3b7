/** Paths of constructs: `<fleet>/<region>/<zone>/<site>/<host>`. */

/** Whether the path is the construct's own or lies below it. */
export function covers(construct: string, path: string): boolean {
  return path === construct || path.startsWith(`${construct}/`);
}
