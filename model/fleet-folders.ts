/** Folders that hold the data of a fleet, from its own folder. */

export const fleetFolders = ["sites", "apps", "systems", "clusters"] as const;

/** Whether a path from the fleet's folder leads to its data. */
export function isFleetPath(path: string): boolean {
  return fleetFolders.some((folder) => path === folder || path.startsWith(`${folder}/`));
}
