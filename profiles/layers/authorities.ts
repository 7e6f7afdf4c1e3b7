/** The authorities of a region as an input of a layer of its hub. */

import { authoritiesOf } from "../../constructs/authorities.ts";
import type { Hub } from "../../constructs/hub.ts";

/** All bundles as one PEM text; nothing at a hub without any, so that its inputs stay what they were. */
export function authoritiesInput({ region }: Hub): { readonly authorities?: string } {
  const authorities = authoritiesOf(region.fleet, region);
  return authorities === undefined ? {} : { authorities };
}
