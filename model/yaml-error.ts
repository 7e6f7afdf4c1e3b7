/**
 * Where and why a value has no YAML form: the first error in writing order, or `undefined` when there is none.
 *
 * Kept apart from the writer, which keeps no path while it writes: an error is rare and is looked for afterwards.
 */
export function yamlError(root: unknown): string | undefined {
  const problem = firstError(root, "", []);
  return problem === undefined
    ? undefined
    : `${problem}: expected text, a finite number, a boolean, a list or a plain object`;
}

function firstError(value: unknown, path: string, above: readonly unknown[]): string | undefined {
  const steps = stepsInto(value);
  if (steps === undefined) {
    return isScalar(value) ? undefined : `${path || "the value"} is ${described(value)}`;
  }
  if (above.includes(value)) return `${path} is an object that contains itself`;
  for (const [step, child] of steps) {
    const problem = firstError(child, path + (path === "" ? step.replace(/^\./, "") : step), [...above, value]);
    if (problem !== undefined) return problem;
  }
  return undefined;
}

function stepsInto(value: unknown): readonly (readonly [step: string, child: unknown])[] | undefined {
  if (Array.isArray(value)) return Array.from(value, (item: unknown, index) => [`[${index}]`, item] as const);
  if (typeof value !== "object" || value === null) return undefined;
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) return undefined;
  return Object.entries(value)
    .filter(([, child]) => child !== undefined)
    .map(([key, child]) => [/^[\w-]+$/.test(key) ? `.${key}` : `[${JSON.stringify(key)}]`, child]);
}

function isScalar(value: unknown): boolean {
  return typeof value === "string" || typeof value === "boolean" || Number.isFinite(value);
}

function described(value: unknown): string {
  if (typeof value === "object" && value !== null) return `an instance of ${value.constructor.name || "a class"}`;
  return typeof value === "number" || value === null || value === undefined ? String(value) : `a ${typeof value}`;
}
