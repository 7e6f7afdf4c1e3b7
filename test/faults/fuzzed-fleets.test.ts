import { globSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import fc from "fast-check";
import { loadAll } from "js-yaml";
import { expect, test } from "vitest";
import { runCommandHere } from "../cli/run.ts";
import { compileFleet } from "../compile-fleet.ts";
import { FleetData } from "../evolution/fleet.ts";
import { damages, type FilesToWrite } from "./fuzz/damage.ts";
import { soundFleets } from "./fuzz/sound-fleets.ts";
import { patience, report, tries } from "./long-form.ts";

// biome-ignore lint/suspicious/noControlCharactersInRegex: those are what no output may carry
const HIDDEN = /[\0-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]/;
const FAULT = /fault of Flotilla|could not be evaluated|unexpected:|\n {4}at |Maximum call stack|undefined is not/;

/** Throws when a reader of that format could not read it. */
const READERS: Readonly<Record<string, (stdout: string) => unknown>> = {
  text: () => undefined,
  json: (stdout) => JSON.parse(stdout),
  sarif: (stdout) => JSON.parse(stdout),
  junit: (stdout) => expect(/^<\?xml[\s\S]*<\/testsuites?>\n$/.test(stdout)).toBe(true),
  markdown: () => undefined,
};

async function onDisk<T>(files: FilesToWrite, use: (root: string) => Promise<T>): Promise<T> {
  const root = mkdtempSync(join(tmpdir(), "flotilla-fuzz-"));
  try {
    for (const [path, content] of Object.entries(files)) {
      mkdirSync(content === null ? join(root, path) : dirname(join(root, path)), { recursive: true });
      if (content !== null) writeFileSync(join(root, path), content);
    }
    return await use(root);
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

/** Compiles it, and reads every file of every repository as its reader would. */
function readOutput(root: string): number {
  const { contents } = compileFleet(root);
  const files = contents.flatMap((each) => each.files);
  for (const { path, text } of files) {
    if (path.endsWith(".json")) JSON.parse(text);
    else if (/\.ya?ml$/.test(path)) loadAll(text);
  }
  return files.length;
}

/** Checks it, and gives the exit code with what would alarm whoever reads the output. */
async function checked(root: string, format: string) {
  const { code, stdout, stderr } = await runCommandHere(["check", "--fleet", root, "--format", format]);
  const output = stdout + stderr;
  READERS[format]?.(stdout);
  const alarming = output.split("\n").filter((line) => FAULT.test(line) || HIDDEN.test(line));
  return { code, output, alarming };
}

/** Four regions of the sample fleet, which together have most fields that there are. */
function sample(): FilesToWrite {
  const root = resolve(import.meta.dirname, "../..");
  const names = ["sites/fleet.yaml", "sites/{hainan,fujian,qinghai,guizhou,trust,manifests}/**", "apps/**"];
  const paths = globSync(names, { cwd: root }).filter((path) => statSync(join(root, path)).isFile());
  return Object.fromEntries(paths.sort().map((path) => [path, readFileSync(join(root, path), "utf8")]));
}

const formats = fc.constantFrom(...Object.keys(READERS));

test("A sound fleet passes whatever its size, values and letters are, and all that it becomes can be read", {
  tags: "property",
  ...patience,
}, async () => {
  const numRuns = tries(6, 2_000);
  let files = 0;
  const property = fc.asyncProperty(soundFleets, formats, (texts, format) =>
    onDisk(texts, async (root) => {
      const { code, output, alarming } = await checked(root, format);
      expect(alarming).toEqual([]);
      expect(code, output.slice(0, 2000)).toBe(0);
      files += readOutput(root);
    }),
  );
  await fc.assert(property, { numRuns });
  expect(files).toBeGreaterThan(numRuns);
  report("sound fleets, random", `${numRuns} fleets, 0 refused; ${files} files written, all readable`);
});

test("A damaged fleet is told what is wrong with it: no crash, no stack, no output that cannot be read", {
  tags: "property",
  ...patience,
}, async () => {
  const numRuns = tries(30, 8_000);
  const codes: Record<number, number> = {};
  const property = fc.asyncProperty(fc.boolean(), damages, formats, (isSample, damage, format) => {
    const files: FilesToWrite = isSample ? sample() : new FleetData().texts();
    damage(files);
    return onDisk(files, async (root) => {
      const { code, alarming } = await checked(root, format);
      expect(alarming).toEqual([]);
      expect([0, 2, 5]).toContain(code);
      if (code === 0) readOutput(root);
      codes[code ?? -1] = (codes[code ?? -1] ?? 0) + 1;
    });
  });
  await fc.assert(property, { numRuns });
  const told = Object.entries(codes).map(([code, count]) => `${count} with ${code}`);
  report("damaged fleets, random", `${numRuns} fleets, 0 crashed; ended ${told.join(", ")}`);
});
