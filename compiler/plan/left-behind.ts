/** Folders that go while their site is held: nobody deletes what they applied. */

import { fileLocation, splitPath } from "../../model/layout.ts";
import type { ByHandItem } from "./by-hand.ts";
import type { FileChange, RenderedFleet } from "./file-changes.ts";

/** Files of folders that are gone, of sites that are held in the base and still there in the head. */
type LeftBehind = ReadonlySet<FileChange>;

/**
 * A suspended Kustomization of Flux deletes nothing when it goes (kustomize-controller, `finalizerShouldDeleteResources`),
 * and an Application of Argo CD at a held site has no finalizer that would. What leaves a folder that stays is deleted
 * once the site is resumed. The state before counts: the same commit may resume the site, and comes too late.
 *
 * @param held clusters that are held before and there after, as `<repository>/<folder of the cluster>`
 */
export function leftBehind(held: ReadonlySet<string>, head: RenderedFleet, changes: readonly FileChange[]): LeftBehind {
  if (held.size === 0) return new Set();
  const folders = new Map(
    [...head].map(([name, files]) => [name, new Set([...files.keys()].map((path) => splitPath(path).folder))]),
  );
  return new Set(
    changes.filter(({ repository, path, after }) => {
      const location = fileLocation(path);
      if (after !== undefined || location === undefined || location.category === "delivery") return false;
      const isGone = folders.get(repository)?.has(splitPath(path).folder) !== true;
      return isGone && held.has(`${repository}/${location.cluster}`);
    }),
  );
}

/** One step a folder. */
export function stepsAfterHeld(left: LeftBehind): readonly ByHandItem[] {
  const byFolder = Map.groupBy(left, ({ repository, path }) => `${repository} ${splitPath(path).folder}`);
  return [...byFolder.values()].map((files) => {
    const { construct, repository, path } = files[0] as FileChange;
    const { folder } = splitPath(path);
    const location = fileLocation(path);
    return {
      construct,
      at: `cluster ${location?.site}`,
      when: "after publishing",
      what: `the site is held, so nobody deletes what ${location?.name} applied: delete it (${files.length === 1 ? "1 object" : `${files.length} objects`}), from a clone of ${repository} at the commit before this change`,
      command: `kubectl delete -k ${folder}`,
    };
  });
}
