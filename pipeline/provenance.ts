import { spawnSync } from "node:child_process";
import type { Provenance } from "../compiler/emit/provenance-files.ts";
import { withoutUserinfo } from "../model/url.ts";
import { version } from "./version.ts";

/** Where the fleet's files come from, as Git knows it. */
export function provenanceOf(root: string): Provenance {
  const git = (...args: readonly string[]): string | undefined => {
    const { status, stdout } = spawnSync("git", ["-C", root, ...args], { encoding: "utf8" });
    return status === 0 ? stdout.trim() : undefined;
  };
  const commit = git("rev-parse", "HEAD");
  const changed = commit && git("status", "--porcelain", "--", "sites", "apps");
  return {
    source: withoutUserinfo(git("remote", "get-url", "origin") ?? "local"),
    commit: commit ? `${commit}${changed ? "-dirty" : ""}` : "unknown",
    toolVersion: version,
  };
}
