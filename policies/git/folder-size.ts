import type { RepositoryFolder, RepositoryRule } from "../rule.ts";
import { foldersOf, parentOf } from "./folders.ts";

/** GitHub's recommendation for entries of one directory (docs.github.com, repository limits). */
const most = 3000;

export const folderSize: RepositoryRule = {
  id: "FLT-GIT-002",
  scope: "repository",
  severity: "error",
  title: "No folder has more than 3,000 entries",
  help: "Git writes a whole folder again for each change in it, and forges stop showing large ones. Split the zone.",
  bad: `# paths of one repository
folder: sites/shenzhen
files: 3001
`,
  good: `# paths of one repository
folder: sites/shenzhen
files: 3000
`,
  check(contents) {
    return [...entryCounts(foldersOf(contents))]
      .filter(([, entries]) => entries > most)
      .map(([folder, entries]) => ({
        message: `folder ${folder || "."} has ${entries} entries, expected at most ${most}`,
        hint: "split the zone, or give its sites other profiles with fewer files",
      }));
  },
};

/** Files and folders in each folder. */
function entryCounts(folders: readonly RepositoryFolder[]): ReadonlyMap<string, number> {
  const counts = new Map([["", 0]]);
  const add = (folder: string, entries: number): void => {
    const known = counts.get(folder);
    // A folder that is new is an entry of the one around it, once.
    if (known === undefined) add(parentOf(folder), 1);
    counts.set(folder, (known ?? 0) + entries);
  };
  for (const { path, names } of folders) add(path, names.length);
  return counts;
}
