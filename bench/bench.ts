import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { arch, cpus, loadavg, tmpdir, totalmem, type } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { shippedProfiles } from "../pipeline/profile-module.ts";
import { generateFleet } from "./fleet/generate.ts";
import type { FleetOptions } from "./fleet/options.ts";
import { kustomizeSites } from "./kustomize-baseline.ts";
import { benchPlan } from "./plan.ts";
import { runMeasured } from "./run-measured.ts";

/**
 * `npm run bench [-- [minimal] [tenant] [shipped] [plan] [SITES...]]`: what a fleet takes from its files to its committed repositories, beside cdk8s and
 * kustomize on the same objects. Prints Markdown. Totals are those of the real command line in a process of its own,
 * so that anybody gets them by hand; the columns between are those of one thread.
 */
const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const MINIMAL = { program: here("./minimal.ts"), profiles: import.meta.resolve("./minimal-profiles.ts") };
const MIXES = [
  { name: "minimal", options: { mix: { minimal: 1 }, tenants: 0 }, ...MINIMAL },
  { name: "tenant", options: { mix: { minimal: 1 }, tenants: 1 }, ...MINIMAL },
  {
    name: "shipped",
    options: {},
    program: here("../cli/flotilla.mjs"),
    profiles: shippedProfiles,
  },
] as const;
const PHASES = ["read", "build", "check", "lower", "text", "schema", "git"] as const;
/** The baselines take as long for each site, however many there are. */
const BASELINE_SITES = 1000;
const KUSTOMIZE_SITES = 200;
/** Smaller fleets are planned in the time that the program takes to start. */
const PLAN_SITES = 1000;

const given = process.argv
  .slice(2)
  .filter((each) => /^\d+$/.test(each))
  .map(Number);
const named = MIXES.filter(({ name }) => process.argv.includes(name));
const sizes = given.length > 0 ? given : [100, 1000, 10_000];
const folder = mkdtempSync(join(tmpdir(), "flotilla-bench-"));
const print = (text: string) => process.stdout.write(`${text}\n`);
const fixed = (value: number, digits = 2) => value.toFixed(digits);

type BenchMix = (typeof MIXES)[number];

function fleetOf(options: FleetOptions): string {
  const root = mkdtempSync(join(folder, "fleet-"));
  for (const [path, text] of generateFleet(options)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return root;
}

/** One row of the table; seconds of the whole run are handed back. */
function benchSize({ options, program, profiles }: BenchMix, sites: number): number {
  const root = fleetOf({ ...options, sites });
  const parts = runMeasured([here("./phases.ts"), profiles, root, mkdtempSync(join(folder, "phases-"))]);
  const { phases, objects } = JSON.parse(parts.output) as { phases: Record<string, number>; objects: number };
  const total = runMeasured([
    program,
    "publish",
    "--fleet",
    root,
    "--to",
    join(mkdtempSync(join(folder, "to-")), "repos"),
  ]);
  const steps = PHASES.map((phase) => fixed((phases[phase] ?? 0) / 1000));
  const columns = [sites, objects, ...steps, fixed(total.wall), fixed(total.cpu), total.megabytes.toFixed(0)];
  print(`| ${columns.join(" | ")} | ${fixed(loadavg()[0] ?? 0, 1)} |`);
  return total.wall;
}

function benchBaselines({ options, program, profiles }: BenchMix, sites: number, wall: number): void {
  const root = fleetOf({ ...options, sites: BASELINE_SITES });
  const { output } = runMeasured([here("./cdk8s-baseline.ts"), profiles, root]);
  const cdk8s = JSON.parse(output) as { seconds: number; objects: number };
  const scaled = (cdk8s.seconds / BASELINE_SITES) * sites;
  print(
    `\n- cdk8s, one App and one file a site: ${fixed(cdk8s.seconds)} s for ${BASELINE_SITES} sites, ${fixed(scaled, 1)} s for ${sites}; Flotilla takes ${fixed(wall)} s: ${fixed(scaled / wall, 1)} times as fast.`,
  );
  const tree = mkdtempSync(join(folder, "tree-"));
  runMeasured([program, "synth", "--fleet", root, "--out", tree]);
  const kustomize = kustomizeSites(tree, KUSTOMIZE_SITES);
  if (!kustomize) {
    print("- kustomize: kubectl is not here.");
    return;
  }
  const all = (kustomize.seconds / kustomize.sites) * sites;
  print(
    `- kubectl kustomize: ${fixed(kustomize.seconds)} s for ${kustomize.sites} sites, ${fixed(all, 1)} s for ${sites}: Flotilla is ${fixed(all / wall, 1)} times as fast.`,
  );
}

function benchMix(mix: BenchMix): void {
  print(`\n## ${mix.name}\n`);
  print(`| sites | objects | ${PHASES.join(" s | ")} s | total wall s | total CPU s | peak MB | load |`);
  print(`|${"---:|".repeat(PHASES.length + 6)}`);
  const walls = sizes.map((sites) => benchSize(mix, sites));
  const [largest = 0, before = 0] = sizes.toReversed();
  const [last = 0, previous = 0] = walls.toReversed();
  benchBaselines(mix, largest, last);
  if (before > 0) print(`- t(${largest}) / t(${before}) = ${fixed(last / previous, 1)}.`);
}

try {
  const [processor] = cpus();
  print(
    `${new Date().toISOString().slice(0, 10)}, ${cpus().length} processors (${processor?.model ?? "unknown"}), ${fixed(totalmem() / 2 ** 30, 0)} GB, ${type()} ${arch()}, Node ${process.versions.node}, load ${loadavg()
      .map((load) => fixed(load, 1))
      .join(" ")}`,
  );
  const isPlanNamed = process.argv.includes("plan");
  for (const mix of named.length > 0 || isPlanNamed ? named : MIXES) benchMix(mix);
  if (isPlanNamed || named.length === 0) {
    const plans = sizes.filter((size) => size >= PLAN_SITES);
    await benchPlan(folder, plans.length > 0 ? plans : sizes, print);
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
