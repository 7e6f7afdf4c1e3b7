/** The certificate authorities that a cluster trusts besides those of its system, as one PEM text. */

import type { TrustSpec } from "../model/trust-file.ts";

/** What has bundles of its own: a fleet, a region. */
interface TrustScope {
  readonly spec: { readonly trust?: TrustSpec | undefined };
}

/**
 * The bundles of all scopes in the order of their names, so that the text does not depend on the order of the file.
 *
 * @param scopes from the widest to the narrowest: a bundle of the same name replaces that of a wider scope
 * @returns undefined without any
 */
export function authoritiesOf(...scopes: readonly TrustScope[]): string | undefined {
  const bundles = new Map(scopes.flatMap(({ spec }) => Object.entries(spec.trust ?? {})));
  if (bundles.size === 0) return undefined;
  const names = [...bundles.keys()].sort();
  return names.map((name) => `${bundles.get(name)?.trim()}\n`).join("");
}
