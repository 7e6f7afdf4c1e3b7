/** The profiles of a fleet by reference, whatever they are made for. */

import type { LoadedCode } from "../../pipeline/own-code.ts";

type Profiles = LoadedCode["catalogue"]["sites"] | LoadedCode["catalogue"]["hubs"] | LoadedCode["catalogue"]["centres"];

/** One version of a profile, with what it is made for, in the words of the configuration. */
export interface ProfileVersion {
  readonly reference: string;
  readonly list: "sites" | "hubs" | "centres";
  readonly profile: NonNullable<ReturnType<Profiles["get"]>>;
}

/** In the order of their references. */
export function profileVersions({ catalogue }: LoadedCode): readonly ProfileVersion[] {
  return (["sites", "hubs", "centres"] as const)
    .flatMap((list) => [...catalogue[list]].map(([reference, profile]) => ({ reference, list, profile })))
    .sort((a, b) => (a.reference < b.reference ? -1 : 1));
}
