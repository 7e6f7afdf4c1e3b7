/** Major, minor and patch number. */
export type Version = readonly [number, number, number];

/** Finds the first version in a text: `v3.259.0`, `go1.26.8`, `1.26`. A missing patch number is 0. */
export function tryParseVersion(text: string): Version | undefined {
  const match = /(\d+)\.(\d+)(?:\.(\d+))?/.exec(text);
  if (match === null) return undefined;
  return [Number(match[1]), Number(match[2]), Number(match[3] ?? 0)];
}

/** Whether the version is the minimum or newer. */
export function atLeast(version: Version, minimum: Version): boolean {
  for (const [index, number] of version.entries()) {
    const least = minimum[index] as number;
    if (number !== least) return number > least;
  }
  return true;
}
