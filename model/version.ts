/** Versions of Kubernetes and of what goes by its numbers. */

/** A version of Kubernetes or of something around it, from texts such as 1.32.9, v1.32.9 and v1.32.9+k3s1. */
export interface Version {
  readonly major: number;
  readonly minor: number;
  readonly patch: number;
}

export function parseVersion(text: string): Version | undefined {
  const match = /^v?(\d+)\.(\d+)(?:\.(\d+))?(?:[-+].*)?$/.exec(text);
  return match ? { major: Number(match[1]), minor: Number(match[2]), patch: Number(match[3] ?? 0) } : undefined;
}

export function isNewer(a: Version, b: Version): boolean {
  const minors = minorsAhead(a, b);
  return minors === 0 ? a.patch > b.patch : minors > 0;
}

/** Minor versions that the first is ahead of the second; negative when it is behind. */
export function minorsAhead(a: Version, b: Version): number {
  // Each of them has had one major version only; a second one would be further than any skew.
  return (a.major - b.major) * 1000 + a.minor - b.minor;
}
