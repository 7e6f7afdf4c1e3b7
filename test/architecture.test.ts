import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { describe, expect, test } from "vitest";

/**
 * Who may import whom; the table of the design. Folders import themselves without saying so. An edge that nobody uses
 * goes from here.
 */
const mayImport: Readonly<Record<string, readonly string[]>> = {
  model: [],
  constructs: ["model"],
  engines: ["model", "constructs"],
  policies: ["model", "constructs"],
  profiles: ["model", "constructs"],
  compiler: ["model", "constructs", "engines", "policies", "profiles"],
  git: ["model"],
  oci: ["model"],
  pipeline: ["model", "constructs", "engines", "policies", "profiles", "compiler", "git", "oci"],
  enroll: ["model", "constructs", "engines", "git", "pipeline"],
  // Both stand on pipeline/ and do not know each other.
  cli: ["model", "policies", "profiles", "compiler", "git", "pipeline", "enroll"],
  stacks: ["model", "constructs", "engines", "policies", "compiler", "git", "oci", "pipeline"],
  // What a fleet of one's own may import, an entry of the package's `exports` a file; nothing imports it.
  api: ["model", "constructs", "engines", "policies", "compiler", "pipeline"],
  // No product: these test it and measure it.
  lab: ["model", "engines", "profiles", "compiler"],
  bench: ["model", "constructs", "engines", "policies", "profiles", "compiler", "git", "pipeline", "cli", "lab"],
  // The page of reports, which a browser runs; nothing imports it. It says what other faces of a plan say, in the same words.
  report: ["model", "compiler", "pipeline", "cli"],
  // Builds the package.
  packaging: ["profiles", "compiler", "cli"],
  // Writes pages from the program.
  docs: ["model", "constructs", "engines", "policies", "profiles", "compiler", "cli"],
};

/** The only code that may touch disk, clock, network, processes or the environment. */
const effectful = /^(compiler\/load|git|oci|pipeline|enroll(?!\/decide)|stacks|cli|packaging|lab|bench|docs)\//;
const effects = /^node:(fs|child_process|net|http|https|dns|os|process|timers|worker_threads|readline)/;
const ambient =
  /\bprocess\.(env|cwd|argv|stdout|stderr)\b|\bDate\.now\(|\bnew Date\(\)|\bMath\.random\(|\bperformance\.now\(/;

const root = resolve(import.meta.dirname, "..");
const skipped = new Set(["node_modules", ".git", "out", "test", "generated", "tools"]);

function sources(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return skipped.has(entry.name) ? [] : sources(path);
    return /\.tsx?$/.test(entry.name) ? [path] : [];
  });
}

const files = Object.keys(mayImport)
  .flatMap((folder) => sources(join(root, folder)))
  .map((path) => ({ path: relative(root, path), text: readFileSync(path, "utf8") }));

function importsOf(text: string): string[] {
  const patterns = [
    /^\s*(?:import|export)\s[^"';]*?\sfrom\s+"([^"]+)"/gm,
    /^import\s+"([^"]+)"/gm,
    /\bimport\("([^"]+)"\)/g,
  ];
  return patterns.flatMap((pattern) => [...text.matchAll(pattern)].map((match) => match[1] as string));
}

function folderOf(path: string): string {
  return path.split("/")[0] as string;
}

test("The table sees the whole program", () => {
  expect(files.length).toBeGreaterThan(150);
});

/** Imports from one folder into another, as `file -> file`, with the two folders. */
const crossings = files.flatMap(({ path, text }) =>
  importsOf(text)
    .filter((each) => each.startsWith("."))
    .map((each) => relative(root, resolve(root, dirname(path), each)))
    .filter((target) => target.includes("/") && folderOf(target) !== folderOf(path))
    .map((target) => ({ from: folderOf(path), to: folderOf(target), text: `${path} -> ${target}` })),
);

test("Folders import only what the table allows", () => {
  const wrong = crossings.filter(({ from, to }) => !mayImport[from]?.includes(to));
  expect(wrong.map(({ text }) => text)).toEqual([]);
});

test("The table allows nothing that nobody uses", () => {
  const used = new Set(crossings.map(({ from, to }) => `${from} -> ${to}`));
  const allowed = Object.entries(mayImport).flatMap(([from, targets]) => targets.map((to) => `${from} -> ${to}`));
  expect(allowed.filter((edge) => !used.has(edge))).toEqual([]);
});

/**
 * Parent and child name each other's class in the tree of constructs, and what works out a part of one takes it as its
 * argument; all but the parent do so as a type alone.
 */
const tree = [
  ...["app", "catalogue", "centre", "fleet", "host-interfaces", "host", "hub", "region"],
  ...["site-fields", "site-network", "site", "system", "zone"],
];

test("No file leads back to itself by its imports, types too, but for parent and child in the tree of constructs", () => {
  const edges = new Map(
    files.map(({ path, text }) => [
      path,
      importsOf(text)
        .filter((each) => each.startsWith("."))
        .map((each) => relative(root, resolve(root, dirname(path), each))),
    ]),
  );
  const reachable = (start: string) => {
    const seen = new Set<string>();
    const queue = [...(edges.get(start) ?? [])];
    for (let path = queue.pop(); path !== undefined; path = queue.pop()) {
      if (!seen.has(path)) queue.push(...(edges.get(path) ?? []));
      seen.add(path);
    }
    return seen;
  };
  const circular = files.map(({ path }) => path).filter((path) => reachable(path).has(path));
  expect(circular).toEqual(tree.map((name) => `constructs/${name}.ts`));
});

test("Only stacks/ knows Pulumi", () => {
  const wrong = files
    .filter(({ path }) => !path.startsWith("stacks/"))
    .filter(({ text }) => importsOf(text).some((each) => each.startsWith("@pulumi/") || each.startsWith("@grpc/")));
  expect(wrong.map(({ path }) => path)).toEqual([]);
});

describe("Everything between the edges is a pure function", () => {
  const pure = files.filter(({ path }) => !effectful.test(path));

  test("no disk, network, process or clock module is imported", () => {
    const wrong = pure.flatMap(({ path, text }) =>
      importsOf(text)
        .filter((each) => effects.test(each))
        .map((each) => `${path} -> ${each}`),
    );
    expect(wrong).toEqual([]);
  });

  test("no environment, clock or chance is read", () => {
    expect(pure.filter(({ text }) => ambient.test(text)).map(({ path }) => path)).toEqual([]);
  });
});

test("No folder or file is a box for odds and ends", () => {
  const names = files.flatMap(({ path }) => path.split("/").map((part) => part.replace(/\.tsx?$/, "")));
  expect(names.filter((name) => /^(utils?|common|helpers?|shared|misc|types|index)$/.test(name))).toEqual(
    // Pulumi's program; its name is in Pulumi.yaml.
    names.filter((name) => name === "index").slice(0, 1),
  );
});

test("No file is longer than 300 lines, and most are below 100", () => {
  const lengths = files.map(({ path, text }) => ({ path, lines: text.split("\n").length }));
  expect(lengths.filter(({ lines }) => lines > 300)).toEqual([]);
  expect(lengths.filter(({ lines }) => lines < 100).length / lengths.length).toBeGreaterThan(0.8);
});
