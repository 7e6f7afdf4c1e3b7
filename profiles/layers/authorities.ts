/** The authorities of a region as an input of a layer of its hub. */

import type { Hub } from "../../constructs/hub.ts";

/** All bundles as one PEM text; nothing at a hub without any, so that its inputs stay what they were. */
export function authoritiesOf({ region }: Hub): { readonly authorities?: string } {
  const texts = Object.values(region.trust).map((text) => `${text.trim()}\n`);
  return texts.length > 0 ? { authorities: texts.join("") } : {};
}
