/** Whether a file of the fleet has the name that such files have. */

import type { FleetDisk } from "./read-tree.ts";

/** Anything but YAML is refused: it may be a slip of the name, and sites or apps would be lost silently. */
export function isYamlFile(disk: FleetDisk, folder: string, name: string): boolean {
  if (name.endsWith(".yaml")) return true;
  const found = name.endsWith(".yml") ? "the name ends in .yml, expected .yaml" : "the name does not end in .yaml";
  const hint = name.endsWith(".yml")
    ? `rename it to ${name.slice(0, -4)}.yaml`
    : "rename it, or move it out of the fleet";
  disk.report(`${folder}/${name}`, "load/unexpected-file", found, hint);
  return false;
}
