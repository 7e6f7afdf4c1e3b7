/** Checks a unit, and tells what of it a later compilation needs in its place. */

import { type Diagnostic, isPolicyCode } from "../../model/diagnostic.ts";
import type { Rule } from "../../policies/rule.ts";
import { namesOf } from "../emit/emit-unit.ts";
import type { CheckedUnit, Folder, Unit } from "../lower/unit.ts";
import type { ManifestChecker } from "../manifest-checker.ts";

/** @param cluster construct of the hub, or of the centre */
export function checkUnit(unit: Unit, cluster: string, checker: ManifestChecker): CheckedUnit {
  const { construct, hubFolders, siteFolders, servers, files } = unit;
  return {
    diagnostics: [
      ...(siteFolders.length > 0 ? checker.checkCluster(construct, siteFolders, servers) : []),
      ...checker.checkFiles(construct, files),
    ],
    onHub: checker.checkObjects(cluster, hubFolders),
    names: namesOf(unit),
    owners: [...new Set(files.map((file) => file.construct))],
    objects: objectCount(hubFolders) + objectCount(siteFolders),
  };
}

/** With the findings of some of the rules alone, where all were run: what is wrong without a rule stays. */
export function withFindingsOf(checked: CheckedUnit, rules: readonly Rule[]): CheckedUnit {
  const { diagnostics, onHub } = checked;
  if (diagnostics.length + onHub.rules.length === 0) return checked;
  const ids = new Set(rules.map(({ id }) => id));
  const isOwn = ({ code }: Diagnostic) => !isPolicyCode(code) || ids.has(code);
  return {
    ...checked,
    diagnostics: diagnostics.filter(isOwn),
    onHub: { ...onHub, rules: onHub.rules.filter(isOwn) },
  };
}

function objectCount(folders: readonly Folder[]): number {
  return folders.reduce((sum, { objects }) => sum + objects.length, 0);
}
