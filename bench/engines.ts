/** Measures a hub with different layouts of Kustomizations: `node bench/engines.ts [--sites 323] [--layout NAME]`. */

import { arch, cpus, loadavg, totalmem, type } from "node:os";
import { parseArgs } from "node:util";
import { LAYOUTS, type Layout } from "./engines/layouts.ts";
import { type CommitRow, type IdleRow, runLayout } from "./engines/run.ts";
import { runArtifacts } from "./engines/run-artifacts.ts";
import type { Mix } from "./fleet/options.ts";
import { SITE_TYPES } from "./fleet/site-shape.ts";

/**
 * `node bench/engines.ts [--sites 323] [--layout site|oci]... [--controller FLAG]... [--mix metal=90,kubeedge=10]
 * [--no-idle]`: what a region costs its hub, on a real API server and real Flux. Prints Markdown. Linux only.
 */
const text = { type: "string" } as const;
const { values } = parseArgs({
  allowNegative: true,
  options: {
    sites: { ...text, default: "323" },
    layout: { ...text, multiple: true, default: [...LAYOUTS] },
    mix: { ...text, default: "metal=90,kubeedge=10" },
    controller: { ...text, multiple: true, default: [] },
    idle: { type: "boolean", default: true },
  },
});
/** Out of a registry, as Flotilla emits it, beside the layouts out of Git. */
const ARTIFACTS = "oci";
const PROGRAMS = ["kustomize-controller", "source-controller", "helm-controller", "kube-apiserver", "etcd"];

const out = (line: string) => process.stdout.write(`${line}\n`);
const fixed = (value: number | undefined, digits = 1) => (value === undefined ? "" : value.toFixed(digits));

const mix = Object.fromEntries(values.mix.split(",").map((part) => [part.split("=")[0], Number(part.split("=")[1])]));
const strange = Object.keys(mix).find((type) => !SITE_TYPES.some((known) => known === type));
if (strange !== undefined) throw new RangeError(`--mix: found ${strange}, expected ${SITE_TYPES.join(", ")}`);

function layoutOf(name: string): Layout {
  const found = LAYOUTS.find((each) => each === name);
  if (found === undefined)
    throw new RangeError(`--layout: found ${name}, expected ${[...LAYOUTS, ARTIFACTS].join(", ")}`);
  return found;
}

function median(values: readonly number[]): number | undefined {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
}

function commitLine(
  layout: Layout | typeof ARTIFACTS,
  { phase, arrival, site, cost, stored, load }: CommitRow,
): string {
  const { dryRun, apply, read, other } = cost.requests;
  const columns = [
    ...[phase, layout, arrival.kustomizations, arrival.objects],
    ...[fixed(site), fixed(median([...arrival.each.values()])), fixed(arrival.all)],
    ...[dryRun + apply + read + other, dryRun, apply, read, other],
    ...PROGRAMS.map((name) => `${fixed(cost.cpu.get(name))} / ${fixed(cost.peak.get(name), 0)}`),
    ...[fixed(stored), fixed(load)],
  ];
  return `| ${columns.join(" | ")} |`;
}

function heading(): void {
  const head = ["commit", "layout", "Kustomizations", "objects", "site Ready s", "half Ready s", "all Ready s"];
  const requests = ["requests", "dry run", "apply", "read", "other"];
  const columns = [
    ...head,
    ...requests,
    ...PROGRAMS.map((name) => `${name} CPU s / peak MB`),
    "etcd in use MB",
    "load",
  ];
  out(`| ${columns.join(" | ")} |`);
  out(`|---|---|${"---:|".repeat(columns.length - 2)}`);
}

function idleLine(layout: Layout, { requests, cpu }: IdleRow): string {
  const programs = PROGRAMS.map((name) => `${name} ${fixed(cpu.get(name), 2)}`).join(", ");
  return `- idle, ${layout}: ${fixed(requests, 0)} requests a minute; CPU seconds a minute: ${programs}`;
}

const [processor] = cpus();
out(
  `${new Date().toISOString().slice(0, 10)}, ${cpus().length} processors (${processor?.model ?? "unknown"}), ${fixed(totalmem() / 2 ** 30, 0)} GB, ${type()} ${arch()}, Node ${process.versions.node}, load ${loadavg()
    .map((load) => fixed(load))
    .join(" ")}`,
);
out(
  `${values.sites} sites, mix ${values.mix}, kustomize-controller ${values.controller.join(" ") || "as the lab starts it"}\n`,
);
heading();
const idle: string[] = [];
for (const name of values.layout) {
  if (name === ARTIFACTS) {
    const options = { sites: Number(values.sites), mix: mix as Mix, controller: values.controller };
    await runArtifacts(options, (row) => {
      out(commitLine(ARTIFACTS, row));
      idle.push(`- ${row.phase}: ${row.pulled.requests} requests to the registry, ${row.pulled.bytes} bytes of bodies`);
    });
    continue;
  }
  const layout = layoutOf(name);
  const options = { sites: Number(values.sites), mix: mix as Mix, layout, idle: values.idle };
  const row = await runLayout({ ...options, controller: values.controller }, (each) => out(commitLine(layout, each)));
  if (row) idle.push(idleLine(layout, row));
}
out(`\n${idle.join("\n")}`);
