/** Amounts by the names that a ResourceQuota has for them: cores, bytes and counts. */

export type Usage = Readonly<Record<string, number>>;

export function total(all: readonly Usage[]): Usage {
  return combined(all, (a, b) => a + b);
}

export function largest(...all: readonly Usage[]): Usage {
  return combined(all, Math.max);
}

export function multiple(usage: Usage, count: number): Usage {
  return Object.fromEntries(Object.entries(usage).map(([key, value]) => [key, value * count]));
}

function combined(all: readonly Usage[], combine: (a: number, b: number) => number): Usage {
  const result: Record<string, number> = {};
  for (const usage of all) {
    for (const [key, value] of Object.entries(usage)) result[key] = combine(result[key] ?? 0, value);
  }
  return result;
}
