import type { DeliveryScope } from "../engine.ts";

/** Names of the folders that another folder depends on. */
export function awaitedFolders({ folders }: DeliveryScope): ReadonlySet<string> {
  return new Set(folders.flatMap((folder) => folder.dependsOn));
}
