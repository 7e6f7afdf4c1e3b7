/** Paths of constructs: `<fleet>/<region>/<zone>/<site>/<host>`. */

/** Whether the path is the construct's own or lies below it. */
export function covers(construct: string, path: string): boolean {
  return path === construct || path.startsWith(`${construct}/`);
}

/** The path and those of all constructs above it. */
export function pathAndAbove(path: string): readonly string[] {
  const steps = path.split("/");
  return steps.map((_, index) => steps.slice(0, index + 1).join("/"));
}
