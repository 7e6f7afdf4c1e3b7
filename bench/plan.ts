/** What the plan of a change costs, beside `kubectl kustomize` of both sides and `diff -r` of what comes out. */

import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { browserProgram, startBrowser } from "../lab/browser.ts";
import { filterTimes } from "./filter-times.ts";
import { generateFleet } from "./fleet/generate.ts";
import { kustomizeSites } from "./kustomize-baseline.ts";
import { runMeasured } from "./run-measured.ts";

const program = fileURLToPath(new URL("../cli/flotilla.mjs", import.meta.url));
/** Builds take as long for each site, however many there are. */
const KUSTOMIZE_SITES = 100;
/** Several hundred applications: github.com/dag-andersen/argocd-diff-preview issue 164, May 2025. */
const ARGOCD_DIFF_PREVIEW = "6.5 min, 1.5 of it for a cluster";

type Edit = readonly [name: string, path: string, edit: (text: string) => string];

const wide: Edit = [
  "a key of the whole fleet",
  "sites/fleet.yaml",
  (text) => text.replace("metricsRetention: 6h", "metricsRetention: 12h"),
];
const narrow: Edit = [
  "a key of one site",
  "sites/guangdong/guangdong-001.yaml",
  (text) =>
    text.replace(/^( {2})(?:parameters:\n|hosts:)/m, (found) =>
      found.includes("parameters")
        ? `${found}    metricsRetention: 24h\n`
        : `  parameters:\n    metricsRetention: 24h\n${found}`,
    ),
];

/** A Git repository with the fleet as its first commit, and one branch for each change: `change-0`, `change-1`. */
function committedFleet(folder: string, sites: number, edits: readonly Edit[]): string {
  const root = mkdtempSync(join(folder, "plan-"));
  const git = (...args: readonly string[]) =>
    execFileSync("git", ["-C", root, "-c", "user.name=bench", "-c", "user.email=bench@localhost", ...args]);
  for (const [path, text] of generateFleet({ sites })) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  git("init", "-q", "-b", "main");
  git("add", "-A");
  git("commit", "-qm", "Base");
  for (const [index, [name, path, edit]] of edits.entries()) {
    git("checkout", "-q", "-b", `change-${index}`, "main");
    const text = readFileSync(join(root, path), "utf8");
    if (edit(text) === text) throw new Error(`${name} changes nothing in ${path}`);
    writeFileSync(join(root, path), edit(text));
    git("commit", "-qam", name);
  }
  git("checkout", "-q", "main");
  return root;
}

/** Prints a table: the plan of a fleet-wide change and of one of one site, for each size. */
export async function benchPlan(
  folder: string,
  sizes: readonly number[],
  print: (text: string) => void,
): Promise<void> {
  print("\n## plan\n");
  print(
    "| sites | change | wall s | CPU s | peak MB | characters of the comment | report MB | a letter of a search, CPU ms: median, longest | kustomize and diff -r, scaled s |",
  );
  print("|---:|---|---:|---:|---:|---:|---:|---:|---:|");
  const baseline = kustomizeBothSides(folder);
  for (const sites of sizes) {
    const edits = [wide, narrow];
    const root = committedFleet(folder, sites, edits);
    for (const [index, [name]] of edits.entries()) {
      const report = join(root, `plan-${index}.html`);
      const change = ["--base", "main", "--head", `change-${index}`];
      const args = ["plan", "--fleet", root, ...change, "--format", "markdown", "--report", report];
      const { wall, cpu, megabytes, output } = runMeasured([program, ...args]);
      const scaled = baseline === undefined ? "kubectl is not here" : (baseline * sites).toFixed(0);
      const figures = [
        wall.toFixed(2),
        cpu.toFixed(2),
        megabytes.toFixed(0),
        output.length,
        ...(await pageFigures(report)),
      ];
      print(`| ${[sites, name, ...figures, scaled].join(" | ")} |`);
    }
  }
  print(
    `\n- kustomize builds both sides of ${KUSTOMIZE_SITES} sites, scaled to all: a change of the fleet may reach any of them.`,
  );
  print(`- argocd-diff-preview says of several hundred applications: ${ARGOCD_DIFF_PREVIEW}; it was not run here.`);
}

/** Size of the page, and how long a browser takes for a letter of a search. */
async function pageFigures(report: string): Promise<readonly string[]> {
  const size = (statSync(report).size / 1e6).toFixed(2);
  if (browserProgram === undefined) return [size, "no browser here"];
  const browser = await startBrowser();
  try {
    const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
    await page.goto(pathToFileURL(report).href);
    const { median, longest } = (await filterTimes(page)).processor;
    return [size, `${median.toFixed(0)}, ${longest.toFixed(0)}`];
  } finally {
    await browser.close();
  }
}

/** Seconds a site for two trees and their difference; undefined without kubectl. */
function kustomizeBothSides(folder: string): number | undefined {
  const root = committedFleet(folder, KUSTOMIZE_SITES, [wide]);
  const built = ["main", "change-0"].map((branch) => {
    execFileSync("git", ["-C", root, "checkout", "-q", branch]);
    const tree = mkdtempSync(join(folder, "tree-"));
    runMeasured([program, "synth", "--fleet", root, "--out", tree]);
    const out = mkdtempSync(join(folder, "built-"));
    return { out, ...kustomizeSites(tree, KUSTOMIZE_SITES, out) };
  });
  if (built.some(({ sites }) => sites === undefined)) return undefined;
  const start = performance.now();
  const { status } = spawnSync("diff", ["-r", ...built.map(({ out }) => out)], { maxBuffer: 2 ** 28 });
  if (status !== 1) throw new Error(`diff -r ended with ${status}, expected 1 for two trees that differ`);
  const differing = (performance.now() - start) / 1000;
  const sites = built[0]?.sites ?? KUSTOMIZE_SITES;
  return (built.reduce((sum, { seconds = 0 }) => sum + seconds, 0) + differing) / sites;
}
