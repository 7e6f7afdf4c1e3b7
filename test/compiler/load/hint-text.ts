/** ` | ` and the next step of a finding, unless it only says the expectation once more. */
export function hintText(hint: string | undefined): string {
  const isPlain = /^(?:write it like |take one of |correct the value in its place|rename the key)/.test(hint ?? "");
  return hint === undefined || isPlain ? "" : ` | ${hint}`;
}
