/** How `go` builds a tool. */

import { createHash } from "node:crypto";
import type { Tool } from "./tools.ts";

/** The Go that builds: its version (`go1.26.8`) and what it builds for. */
export interface Go {
  readonly version: string;
  readonly os: string;
  readonly arch: string;
}

/** What the linker is told: no symbol tables, and the tool's stamps. */
function linkerFlags(tool: Tool): string {
  const stamps = Object.entries(tool.stamps ?? {}).map(([variable, value]) => `-X ${variable}=${value}`);
  return ["-s", "-w", ...stamps].join(" ");
}

/** Arguments of `go` that build the tool into the file `output`; `-v` prints a line a compiled package. */
export function goBuildArguments(tool: Tool, output: string): readonly string[] {
  return [
    "build",
    "-v",
    "-mod=readonly",
    "-trimpath",
    "-buildvcs=false",
    ...(tool.tags === undefined ? [] : ["-tags", tool.tags.join(",")]),
    "-ldflags",
    linkerFlags(tool),
    "-o",
    output,
    tool.package,
  ];
}

/** Settings of a user that would change what is built are put aside; those that say where modules come from stay. */
export function goEnvironment(env: NodeJS.ProcessEnv, { cgo }: Pick<Tool, "cgo"> = {}): NodeJS.ProcessEnv {
  return { ...env, CGO_ENABLED: cgo ? "1" : "0", GOFLAGS: "", GOWORK: "off" };
}

/**
 * Key of a build: equal keys mean equal binaries. `files` are the texts of the tool's folder by name; everything else
 * that the result depends on is in the tool and in Go.
 */
export function buildKey(tool: Tool, files: Readonly<Record<string, string>>, go: Go): string {
  const inputs = [
    goBuildArguments(tool, ""),
    Object.entries(files).sort(([a], [b]) => (a < b ? -1 : 1)),
    [go.version, go.os, go.arch, ...(tool.cgo ? ["cgo"] : [])],
  ];
  return createHash("sha256").update(JSON.stringify(inputs)).digest("hex").slice(0, 16);
}

/** The version in the `go` line of a go.mod, such as `1.25.11`. */
export function requiredGo(goMod: string): string {
  const version = /^go (\d+\.\d+(?:\.\d+)?)/m.exec(goMod)?.[1];
  if (version === undefined) throw new Error("go.mod has no line like `go 1.26.0`");
  return version;
}
