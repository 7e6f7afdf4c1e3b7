/** The resource type flotilla:index:Tree, the files of one unit of a repository. */

import type { JsonObject } from "../../model/json.ts";
import { keptPaths } from "../kept-paths.ts";
import { constructOf } from "../units.ts";
import type { Recorded, ResourceHandler } from "./handler.ts";
import { inputFaults, parseInputs, parseRecorded, type TreeInputs, treeInputs } from "./inputs.ts";
import { recordChanges, valueChanges } from "./record-changes.ts";
import { type TreeContents, treeDigest, treeFiles } from "./tree-content.ts";
import { type OwnedFile, type UnitTip, type UnitTips, withTexts } from "./unit-tip.ts";

/**
 * flotilla:index:Tree, the files of one site, of the hub or of the centre. It writes nothing itself: the commit that
 * depends on all trees does, so that a repository changes as a whole or not at all.
 */
export function treeHandler(contents: TreeContents, tips: UnitTips): ResourceHandler {
  return {
    check: (inputs) => {
      const faults = inputFaults(treeInputs, inputs);
      if (faults.length === 0) contents.remember(parseInputs(treeInputs, inputs));
      return faults;
    },
    diff: (old, inputs) => [
      ...(["files", "owners"] as const).flatMap((key) => recordChanges(key, old.inputs[key], inputs[key])),
      ...valueChanges("kept", old.inputs["kept"] ?? [], inputs["kept"] ?? []),
    ],
    create: async (inputs) => {
      const tree = parseInputs(treeInputs, inputs);
      return { id: `${tree.repository}/${tree.unit}`, outputs: outputsOf(tree) };
    },
    update: async (_, inputs) => outputsOf(parseInputs(treeInputs, inputs)),
    read: async (_, old) => {
      const recorded = parseRecorded(treeInputs, old.inputs);
      const tip = await tips.read(recorded);
      return tip && readTree(recorded, tip);
    },
    delete: async () => {},
  };
}

function outputsOf(tree: TreeInputs): JsonObject {
  return { digest: treeDigest(treeFiles(tree)) };
}

/** The tree as a branch has it; undefined when nothing is left of it. */
async function readTree(recorded: TreeInputs, tip: UnitTip): Promise<Recorded | undefined> {
  const before = treeFiles(recorded);
  const recordedFiles = new Map(before.map((file) => [file.path, file]));
  // Without an inventory only the names tell what belongs here.
  const byName = (): readonly OwnedFile[] =>
    tip.files.flatMap((file) => {
      const known = recordedFiles.get(file.path);
      return known ? [{ ...file, construct: known.construct, ...(known.kept && { kept: known.kept }) }] : [];
    });
  const found = tip.inventory ? (tip.units.get(recorded.unit) ?? []) : byName();
  if (found.length === 0 && before.length > 0) return undefined;
  const files = await withTexts(tip, found, new Map(before.map(({ id, text }) => [id, text])));
  const own = constructOf(recorded, recorded.unit);
  const inputs: TreeInputs = {
    ...recorded,
    files: Object.fromEntries(files.map(({ path, text }) => [path, text])),
    owners: Object.fromEntries(
      files.filter(({ construct }) => construct !== own).map(({ path, construct }) => [path, construct]),
    ),
    kept: keptPaths(files),
  };
  return { inputs, outputs: { digest: treeDigest(found) } };
}
