import { duplicates } from "../duplicates.ts";
import type { Finding, RepositoryRule } from "../rule.ts";
import { folderRuns, parentOf } from "./folder-runs.ts";

export const oneFile: RepositoryRule = {
  id: "FLT-GIT-005",
  scope: "repository",
  severity: "error",
  title: "Every path is written once, whatever the file system",
  help: "Two files of one path overwrite each other. Two that differ by upper and lower case alone do so on macOS and Windows, where a checkout then looks changed for ever. A file cannot have the path of a folder.",
  bad: `# paths of one repository
paths: [sites/shenzhen/configmap.settings.yaml, sites/shenzhen/ConfigMap.settings.yaml]
`,
  good: `# paths of one repository
paths: [sites/shenzhen/configmap.settings.yaml, sites/shenzhen/deployment.checkout.yaml]
`,
  check({ paths }) {
    return [...(mayRepeat(paths) ? repeatedPaths(paths) : []), ...filesThatAreFolders(paths)];
  },
};

/** What a file system that ignores case and composition takes a path for. */
function folded(path: string): string {
  const lower = path.toLowerCase();
  return /[^ -~]/.test(lower) ? lower.normalize("NFC") : lower;
}

/** One quick look, folder by folder: false only when no two paths are the same. */
function mayRepeat(paths: readonly string[]): boolean {
  const closed = new Set<string>();
  for (const { folder, start, end } of folderRuns(paths)) {
    const before = closed.size;
    if (closed.add(folded(folder)).size === before) return true;
    const names = new Set<string>();
    for (let index = start; index < end; index++) names.add(folded((paths[index] as string).slice(folder.length)));
    if (names.size < end - start) return true;
  }
  return false;
}

function repeatedPaths(paths: readonly string[]): readonly Finding[] {
  return duplicates(paths, folded).map(({ item, first }) => ({
    message: first === item ? `path ${item} is written twice` : `paths ${first} and ${item} differ by case alone`,
    hint: "give one of the two objects another name",
  }));
}

function filesThatAreFolders(paths: readonly string[]): readonly Finding[] {
  const runs = folderRuns(paths);
  const folders = new Set<string>();
  for (const { folder } of runs) {
    for (let each = folded(folder); each !== "" && !folders.has(each); each = parentOf(each)) folders.add(each);
  }
  // Only a folder that has folders in it can have a file in the place of one.
  const parents = new Set([...folders].map(parentOf));
  return runs
    .filter(({ folder }) => parents.has(folded(folder)))
    .flatMap(({ start, end }) => paths.slice(start, end))
    .filter((path) => folders.has(folded(path)))
    .map((path) => ({ message: `${path} is both a file and a folder`, hint: "give one of the two another name" }));
}
