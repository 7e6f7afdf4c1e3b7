import { mkdtempSync, rmSync } from "node:fs";
import { loadavg, tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { type Measurement, runMeasured } from "./run-measured.ts";

/**
 * `npm run bench:compare -- CHECKOUT [minimal] [tenant] [shipped] [SITES]`: what a publish costs here and in another checkout of Flotilla (a
 * `git worktree` of the commit before, with its own or a linked node_modules). Both publish the same fleet, which the other
 * checkout generates, in turn. Prints Markdown: the least of all runs, which a busy machine disturbs least, and here as a part of there.
 */
const ROUNDS = 9;
const MIXES = [
  { name: "minimal", generate: ["--mix", "minimal=1", "--tenants", "0"], program: "bench/minimal.ts" },
  { name: "tenant", generate: ["--mix", "minimal=1", "--tenants", "1"], program: "bench/minimal.ts" },
  { name: "shipped", generate: [], program: "cli/flotilla.mjs" },
] as const;
const COLUMNS = ["wall", "cpu", "megabytes"] as const;

const [other, ...rest] = process.argv.slice(2);
if (!other) throw new RangeError("found no checkout to compare with, expected its folder as the first argument");
const there = resolve(other);
const here = fileURLToPath(new URL("..", import.meta.url));
const sites = rest.find((each) => /^\d+$/.test(each)) ?? "10000";
const named = MIXES.filter(({ name }) => rest.includes(name));
const folder = mkdtempSync(join(tmpdir(), "flotilla-compare-"));
const say = (text: string) => process.stdout.write(`${text}\n`);

type CompareMix = (typeof MIXES)[number];

function publishOnce(checkout: string, { program }: CompareMix, fleet: string): Measurement {
  const to = mkdtempSync(join(folder, "to-"));
  const result = runMeasured([join(checkout, program), "publish", "--fleet", fleet, "--to", join(to, "repos")]);
  rmSync(to, { recursive: true, force: true });
  return result;
}

function least(runs: readonly Measurement[], column: (typeof COLUMNS)[number]): number {
  return Math.min(...runs.map((run) => run[column]));
}

function compareMix(mix: CompareMix): void {
  const fleet = join(folder, mix.name);
  runMeasured([join(there, "bench/fleet/generate.ts"), "--sites", sites, "--out", fleet, ...mix.generate]);
  const before: Measurement[] = [];
  const after: Measurement[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    before.push(publishOnce(there, mix, fleet));
    after.push(publishOnce(here, mix, fleet));
  }
  const rows = COLUMNS.map((column) => {
    const [was, is] = [least(before, column), least(after, column)];
    return `${was.toFixed(2)} | ${is.toFixed(2)} | ${(is / was).toFixed(2)}`;
  });
  say(`| ${mix.name} | ${rows.join(" | ")} |`);
}

try {
  say(`${sites} sites, the least of ${ROUNDS} runs each, in turn, load ${loadavg()[0]?.toFixed(1)}\n`);
  say("| mix | wall s there | here | ratio | CPU s there | here | ratio | peak MB there | here | ratio |");
  say(`|---|${"---:|".repeat(9)}`);
  for (const mix of named.length > 0 ? named : MIXES) compareMix(mix);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
