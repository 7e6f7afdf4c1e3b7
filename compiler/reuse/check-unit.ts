/** Checks a unit, and tells what of it a later compilation needs in its place. */

import { type Diagnostic, isPolicyCode } from "../../model/diagnostic.ts";
import type { Rule } from "../../policies/rule.ts";
import { namesOf } from "../emit/emit-unit.ts";
import type { CheckedUnit, Folder, Unit } from "../lower/unit.ts";
import type { ManifestChecker } from "../manifest-checker.ts";

export function checkUnit(unit: Unit, checker: ManifestChecker): CheckedUnit {
  const { construct, hubFolders, siteFolders, servers, files } = unit;
  return {
    diagnostics: [
      ...(siteFolders.length > 0 ? checker.checkCluster(construct, siteFolders, servers) : []),
      ...checker.checkFiles(construct, files),
    ],
    names: namesOf(unit),
    owners: [...new Set(files.map((file) => file.construct))],
    objects: objectCount(hubFolders) + objectCount(siteFolders),
  };
}

/** Findings of some of the rules, where all were run. Without a rule only what is wrong without one is left. */
export function findingsOf({ diagnostics }: CheckedUnit, rules: readonly Rule[]): readonly Diagnostic[] {
  if (diagnostics.length === 0) return diagnostics;
  const ids = new Set(rules.map(({ id }) => id));
  return diagnostics.filter(({ code }) => !isPolicyCode(code) || ids.has(code));
}

function objectCount(folders: readonly Folder[]): number {
  return folders.reduce((sum, { objects }) => sum + objects.length, 0);
}
