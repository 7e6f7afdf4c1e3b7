/** The labels by which equal objects of many sites differ, in the texts of manifests. */

const LABELS = /^ {4}(flotilla\.dev\/(?:fleet|region|zone|site|profile|layer)): (.*)\n/gm;

export function withoutIdentityLabels(text: string): string {
  return text.replace(LABELS, "");
}

/** Values by label, as they are written. */
export function identityLabels(text: string): ReadonlyMap<string, string> {
  return new Map([...text.matchAll(LABELS)].map(([, label = "", value = ""]) => [label, value]));
}
