import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { expect, test } from "vitest";
import { engines } from "../../engines/engines.ts";

/*
 * An engine's name in code that is not its own is a second place to change for each new engine, and a case that nobody
 * remembers. Rules once compared with "capi-metal3", and the next engine of Cluster API was not asked.
 */

const root = join(import.meta.dirname, "../..");

/** Folders that work with any engine. The table, the model, profiles and what tests the program may name them. */
const NEUTRAL = ["constructs", "policies", "compiler", "pipeline", "git", "enroll", "cli", "stacks"];

const names = Object.values(engines).flatMap((table) => Object.keys(table));

/** Everyday words are a name only where they stand alone as a text. */
const EVERYDAY = ["existing", "native"];
const spelled = names.filter((name) => !EVERYDAY.includes(name)).map((name) => name.replaceAll("-", "-?"));

/** In any word, `isKairos` and `capiMetal3` too, but not in the group of an API or a path: `operator.kairos.io`. */
const inWord = new RegExp(`(?<![\\w./-])\\w*(?:${spelled.join("|")})`, "i");
const alone = new RegExp(`"(?:${names.join("|")})"`);

/** The code without comments and texts for people: examples of rules and commands, and sentences. */
function codeOf(text: string): string {
  return text
    .replaceAll(/\/\*[\s\S]*?\*\//g, "")
    .replaceAll(/^\s*\/\/.*$/gm, "")
    .replaceAll(/"[^"\n]*"/g, (literal) => (literal.includes(" ") ? '""' : literal))
    .replaceAll(/`(?:[^`\\]|\\.)*`/g, "``");
}

function naming(text: string): readonly string[] {
  return codeOf(text)
    .split("\n")
    .filter((line) => inWord.test(line) || alone.test(line));
}

function sources(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return entry.name === "generated" ? [] : sources(path);
    return entry.name.endsWith(".ts") ? [path] : [];
  });
}

test("No folder but an engine's own, the table, the model and the profiles names an engine", () => {
  const files = NEUTRAL.flatMap((folder) => sources(join(root, folder)));
  expect(files.length).toBeGreaterThan(150);
  const found = files.flatMap((path) =>
    naming(readFileSync(path, "utf8")).map((line) => `${relative(root, path)}: ${line.trim()}`),
  );
  expect(found).toEqual([]);
});

test("No engine names another, but those of placement, which share the plain workloads of native", () => {
  const folders = ["delivery", "federation", "node-runtime", "placement", "provisioning"].flatMap((family) =>
    names.map((name) => ({ family, name, folder: join(root, "engines", family, name) })),
  );
  const present = folders.filter(({ folder }) => sourcesOrNone(folder).length > 0);
  expect(present.length).toBeGreaterThan(6);
  const found = present.flatMap(({ family, name, folder }) => {
    const shared = family === "placement" ? "native" : name;
    const others = names.filter((each) => each !== name && each !== shared).join("|");
    const imports = new RegExp(`from "[./]*(?:[\\w-]+/)*(?:${others})/`);
    return sources(folder).filter((path) => imports.test(readFileSync(path, "utf8")));
  });
  expect(found).toEqual([]);
});

test.each([
  ['if (provisioner.engine === "capi-metal3") return;', 1],
  ['readonly delivery = "flux";', 1],
  ["const isKairos = (site: Site) => kairos(site);", 1],
  ['case "existing":', 1],
  ["const existing = byName.get(name);", 0],
  ["// kairos reads it", 0],
  ['kinds: ["operator.kairos.io/v1alpha1/NodeOp"]', 0],
  ["bad: `# a file\nengine: kairos\n`,", 0],
])("%s names %i engines", (line, count) => {
  expect(naming(line)).toHaveLength(count);
});

function sourcesOrNone(folder: string): readonly string[] {
  try {
    return sources(folder);
  } catch {
    return [];
  }
}
