/** Undefined for a text that is no JSON; what is said of it would quote it. */
export function jsonOf(text: string | Uint8Array): unknown {
  try {
    return JSON.parse(typeof text === "string" ? text : Buffer.from(text).toString());
  } catch {
    return undefined;
  }
}
