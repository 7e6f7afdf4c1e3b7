import { existsSync } from "node:fs";
import { join } from "node:path";
import { ensureTool } from "../ensure-tool.ts";
import { log } from "../program.ts";
import type { ToolName } from "../tools.ts";

/**
 * The program of a tool: for etcd and kube-apiserver the one in KUBEBUILDER_ASSETS (the folder of envtest) when that is
 * set and has it, else the one of the lab, built when it is missing.
 */
export async function programOf(name: ToolName): Promise<string> {
  const assets = process.env["KUBEBUILDER_ASSETS"];
  if (assets && existsSync(join(assets, name))) return join(assets, name);
  return ensureTool(name, log, new AbortController().signal);
}
