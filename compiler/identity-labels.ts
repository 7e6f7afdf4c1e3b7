/** Texts of manifests without the labels by which equal objects of many sites differ. */

const IDENTITY = /^ {4}flotilla\.dev\/(fleet|region|zone|site|profile|layer): .*\n/gm;
const PLACE = /^ {4}flotilla\.dev\/(region|zone|site): .*\n/gm;

export function withoutIdentityLabels(text: string): string {
  return text.replace(IDENTITY, "");
}

/** A change of profile or layer stays to be seen. */
export function withoutPlaceLabels(text: string): string {
  return text.replace(PLACE, "");
}
