import { readdirSync, readFileSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import { expect, test } from "vitest";

const root = resolve(import.meta.dirname, "..");
/** What a fleet runs: all of the package. */
const folders = [
  ...["api", "bin", "cli", "compiler", "constructs", "engines"],
  ...["enroll", "git", "model", "pipeline", "policies", "profiles", "stacks"],
];

/** What Windows or macOS has not, or has in another way; where it stands all the same, the file says what it does there. */
const forbidden: readonly (readonly [pattern: RegExp, why: string, except?: readonly string[]])[] = [
  [/\bprocess\.(execve|get(e?[ug]id|groups)|set(e?[ug]id)|umask)\b/, "Windows has no such call"],
  [
    /["'`]\/(dev|proc|tmp)\b/,
    "a folder of Linux",
    // What servers run names them, and Git on Windows finds no hook below a folder that is not there.
    ["profiles", "engines", "policies", "compiler", "git/repository/environment.ts"],
  ],
  [
    /new URL\([^)]*import\.meta\.url\)\.pathname/,
    "on Windows it begins with a slash before the drive: take fileURLToPath",
  ],
  [/import\.meta\.url\.(slice|replace|startsWith)\((?!0)/, "a URL is no path"],
  [
    /\b(spawn|spawnSync|execFile|execFileSync)\(\s*["'](npm|npx|pnpm|yarn|tsc|sh|bash|which)["']/,
    "on Windows a command file, or not there: cli/upgrade/package-manager.ts starts them",
  ],
  [/\bexecSync\(|\bexec\(\s*["'`]/, "a shell of another language on every machine"],
  [/process\.kill\(\s*-/, "Windows has no groups of processes"],
  [/\bsymlinkSync\(/, "Windows lets few people make links", ["pipeline/checkout.ts"]],
  [/\.split\(sep\)/, "paths of the fleet have slashes everywhere", ["compiler/load/read-tree.ts"]],
];

function sources(folder: string): readonly string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return entry.name === "generated" ? [] : sources(path);
    return /\.(ts|mjs)$/.test(entry.name) ? [path] : [];
  });
}

const texts = folders
  .flatMap((folder) => sources(join(root, folder)))
  .map((path) => [relative(root, path).replaceAll("\\", "/"), readFileSync(path, "utf8")] as const);

test("The package is read as a whole", () => {
  expect(texts.length).toBeGreaterThan(500);
});

const rows = forbidden.map(([pattern, why, except = []]) => ({ pattern, why, except }));

test.each(rows)("Nothing that runs at a fleet says $pattern: $why", ({ pattern, except }) => {
  const found = texts.flatMap(([path, text]) =>
    except.some((each) => path === each || path.startsWith(`${each}/`)) || !pattern.test(text) ? [] : [path],
  );
  expect(found).toEqual([]);
});

test("Paths of repositories are put together with slashes, never with those of the machine", () => {
  const pure = texts.filter(([path]) =>
    /^(model|constructs|engines|policies|profiles|git\/(objects|publish))\//.test(path),
  );
  const wrong = pure.filter(([, text]) => /import \{(?![^}]*posix)[^}]*\} from "node:path"/.test(text));
  expect(wrong.map(([path]) => path)).toEqual(["git/publish/attempt.ts"]);
});
