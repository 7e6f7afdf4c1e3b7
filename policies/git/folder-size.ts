import type { RepositoryRule } from "../rule.ts";

/** GitHub's recommendation for entries of one directory (docs.github.com, repository limits). */
const most = 3000;

export const folderSize: RepositoryRule = {
  id: "FLT-GIT-002",
  scope: "repository",
  severity: "error",
  title: "No folder has more than 3,000 entries",
  help: "Git writes a folder anew, whole, for each change in it, and forges stop showing large ones. Split the zone.",
  bad: `# paths of one repository
folder: sites/shenzhen
files: 3001
`,
  good: `# paths of one repository
folder: sites/shenzhen
files: 3000
`,
  check({ paths }) {
    const folders = new Set<string>();
    const counts = new Map<string, number>();
    const count = (folder: string) => counts.set(folder, (counts.get(folder) ?? 0) + 1);
    for (const path of paths) {
      let slash = path.lastIndexOf("/");
      count(path.slice(0, Math.max(0, slash)));
      // Each folder is an entry of the one around it, once.
      while (slash > 0 && !folders.has(path.slice(0, slash))) {
        folders.add(path.slice(0, slash));
        slash = path.lastIndexOf("/", slash - 1);
        count(path.slice(0, Math.max(0, slash)));
      }
    }
    return [...counts]
      .filter(([, entries]) => entries > most)
      .map(([folder, entries]) => ({
        message: `folder ${folder || "."} has ${entries} entries, expected at most ${most}`,
        hint: "split the zone, or give its sites other profiles with fewer files",
      }));
  },
};
