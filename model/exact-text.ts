/** Plain data as text that says all of it. */

/**
 * JSON that is read as the same value again, and that no other value has; undefined for what JSON cannot say: it would come back as
 * something else.
 */
export function exactText(value: unknown): string | undefined {
  return isExact(value) ? JSON.stringify(value) : undefined;
}

/** Whether JSON says all of a value. */
export function isExact(value: unknown): boolean {
  if (typeof value === "number") return Number.isFinite(value) && !Object.is(value, -0);
  if (typeof value !== "object") return typeof value === "string" || typeof value === "boolean";
  if (value === null) return true;
  if (Array.isArray(value)) return value.every(isExact);
  return Object.getPrototypeOf(value) === Object.prototype && Object.values(value).every(isExact);
}
