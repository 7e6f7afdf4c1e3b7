import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { standInChart } from "./stand-in-chart.ts";

/**
 * Puts a bare repository `mirrors/kubeedge.git` below `root`, where fleets look for the chart of CloudCore, with a
 * stand-in of that chart at `tag`.
 */
export function writeKubeEdgeMirror(root: string, tag: string): void {
  const bare = join(root, "mirrors", "kubeedge.git");
  mkdirSync(dirname(bare), { recursive: true });
  const work = mkdtempSync(join(root, "mirror-"));
  const git = (...args: string[]) =>
    execFileSync("git", ["-c", "user.name=lab", "-c", "user.email=lab@flotilla.dev", ...args], {
      cwd: work,
      stdio: "pipe",
    });
  for (const [path, text] of Object.entries(standInChart("cloudcore", tag.replace(/^v/, "")))) {
    const file = join(work, "manifests/charts/cloudcore", path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
  git("init", "-q", "-b", "main");
  git("add", ".");
  git("commit", "-q", "-m", "Stand-in");
  git("tag", tag);
  git("clone", "-q", "--bare", work, bare);
  rmSync(work, { recursive: true, force: true });
}
