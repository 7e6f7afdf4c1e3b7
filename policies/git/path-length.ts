import { memoizeByIdentity } from "../../model/memo.ts";
import type { RepositoryRule, Violation } from "../rule.ts";
import { foldersOf, pathOf } from "./folders.ts";

/** Windows refuses whole paths of 260 characters; some of them belong to the folder of the clone. */
const most = 240;
/** Longest name of a file on ext4, XFS, APFS and NTFS, in bytes. */
const longestName = 255;

export const pathLength: RepositoryRule = {
  id: "FLT-GIT-003",
  scope: "repository",
  severity: "warning",
  title: "Every file can be checked out on every system",
  help: "A path of more than 240 characters cannot be checked out on Windows without further settings, and a name of more than 255 bytes nowhere. The clusters read the repository nevertheless, but people cannot. Shorten the name of the site, the layer or the object.",
  bad: `# paths of one repository
paths:
  - sites/shenzhen/sz-nanshan-01/50-observability/horizontalpodautoscaler.observability.a-name-that-goes-on-and-on-and-on-and-on-and-on-and-on-and-on-and-on-and-on-and-on-and-on-and-on-and-on-and-on-and-on-and-on-and-on-and-on-and-on-and-on-and-on.yaml
`,
  good: `# paths of one repository
paths:
  - sites/shenzhen/sz-nanshan-01/50-observability/deployment.observability.prometheus.yaml
`,
  check(contents) {
    return foldersOf(contents).flatMap(({ path, names }) => {
      const longest = longestOf(names);
      if (path.length + 1 + longest <= most && longest * 3 <= longestName) return [];
      return names.flatMap((name) => findingsOf(pathOf(path, name)));
    });
  },
};

/** In UTF-16 units, each of which takes at most three bytes in UTF-8. */
const longestOf = memoizeByIdentity((names: readonly string[]) =>
  names.reduce((most, name) => Math.max(most, name.length), 0),
);

function findingsOf(path: string): readonly Violation[] {
  const name = path.split("/").find((each) => Buffer.byteLength(each) > longestName);
  if (name === undefined && path.length <= most) return [];
  return [
    {
      message:
        name === undefined
          ? `path ${path} has ${path.length} characters, expected at most ${most}`
          : `name ${name} has ${Buffer.byteLength(name)} bytes, expected at most ${longestName}`,
      hint: "shorten the name of the site, the layer or the object",
    },
  ];
}
