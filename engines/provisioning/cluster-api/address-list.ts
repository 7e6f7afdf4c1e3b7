/** Changes of the addresses of a pool. */

/** Addresses may come or go with their servers, but none may give way to another. */
export function comesOrGoes(before: unknown, after: unknown): boolean {
  const [old = [], now = []] = [before, after].map((entries) =>
    Array.isArray(entries) ? entries.map((each) => JSON.stringify(each)) : [],
  );
  return old.every((each) => now.includes(each)) || now.every((each) => old.includes(each));
}
