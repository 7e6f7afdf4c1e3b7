/** Rights that grow in several repositories, each once. */

import type { PrivilegeGrowth } from "./privileges.ts";

/** The most clusters first. */
export function joinedGrowth(parts: readonly (readonly PrivilegeGrowth[])[]): readonly PrivilegeGrowth[] {
  return [...Map.groupBy(parts.flat(), keyOf).values()]
    .map((own): PrivilegeGrowth => {
      const { privilege, what } = own[0] as PrivilegeGrowth;
      const constructs = own.flatMap((each) => each.constructs).sort();
      return { privilege, what, constructs, sites: own.reduce((sum, { sites }) => sum + sites, 0) };
    })
    .sort((a, b) => b.constructs.length - a.constructs.length || (keyOf(a) < keyOf(b) ? -1 : 1));
}

const keyOf = ({ privilege, what }: PrivilegeGrowth): string => `${privilege} ${what}`;
