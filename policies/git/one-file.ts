import { memoizeByIdentity } from "../../model/memo.ts";
import { duplicates } from "../duplicates.ts";
import type { RepositoryFolder, RepositoryRule, Violation } from "../rule.ts";
import { foldersOf, parentOf, pathOf } from "./folders.ts";

export const oneFile: RepositoryRule = {
  id: "FLT-GIT-005",
  scope: "repository",
  severity: "error",
  baseline: "never",
  title: "Every path is written once, whatever the file system",
  help: "Two files of one path overwrite each other. Two that differ by upper and lower case alone do so on macOS and Windows, where a checkout then looks changed for ever. A file cannot have the path of a folder.",
  bad: `# paths of one repository
paths: [sites/shenzhen/configmap.settings.yaml, sites/shenzhen/ConfigMap.settings.yaml]
`,
  good: `# paths of one repository
paths: [sites/shenzhen/configmap.settings.yaml, sites/shenzhen/deployment.checkout.yaml]
`,
  check(contents) {
    const folders = foldersOf(contents);
    const keys = folders.map(({ path }) => folded(path));
    const mayRepeat = new Set(keys).size < keys.length || folders.some(namesRepeat);
    return [...(mayRepeat ? repeatedPaths(folders) : []), ...filesThatAreFolders(folders, keys)];
  },
};

/** What a file system that ignores case and composition takes a path for. */
function folded(path: string): string {
  const lower = path.toLowerCase();
  return /[^ -~]/.test(lower) ? lower.normalize("NFC") : lower;
}

/** One quick look: when no folder is there twice, two equal paths have equal names in one folder. */
function namesRepeat({ names }: RepositoryFolder): boolean {
  return names.length > 1 && anyRepeat(names);
}

const anyRepeat = memoizeByIdentity((names: readonly string[]) => new Set(names.map(folded)).size < names.length);

function repeatedPaths(folders: readonly RepositoryFolder[]): readonly Violation[] {
  return duplicates(folders.flatMap(pathsIn), folded).map(({ item, first }) => ({
    message: first === item ? `path ${item} is written twice` : `paths ${first} and ${item} differ by case alone`,
    hint: "give one of the two objects another name",
  }));
}

function pathsIn({ path, names }: RepositoryFolder): readonly string[] {
  return names.map((name) => pathOf(path, name));
}

function filesThatAreFolders(folders: readonly RepositoryFolder[], keys: readonly string[]): readonly Violation[] {
  const known = new Set<string>(keys);
  // Only a folder that has folders in it can have a file in the place of one.
  const parents = new Set<string>();
  for (const key of keys) {
    for (let each = parentOf(key); !parents.has(each); each = parentOf(each)) {
      parents.add(each);
      known.add(each);
    }
  }
  return folders
    .filter((_, index) => parents.has(keys[index] as string))
    .flatMap(pathsIn)
    .filter((path) => known.has(folded(path)))
    .map((path) => ({ message: `${path} is both a file and a folder`, hint: "give one of the two another name" }));
}
