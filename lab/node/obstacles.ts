/** Whether a machine can run real nodes. */

import { execFileSync } from "node:child_process";
import { accessSync, constants } from "node:fs";
import { findExecutable } from "../executables.ts";
import { LabFailure, log } from "../program.ts";
import { hierarchies, ownFolders } from "./control-groups.ts";
import { ensurePackages } from "./packages.ts";

const programs = ["bash", "ip", "mount", "nsenter", "openssl", "unshare", "dpkg-deb", "apt-get"];

/** Why this machine cannot run real nodes, in one sentence; undefined when it can. */
export async function nodeObstacle(): Promise<string | undefined> {
  return obstacleOf(process) ?? obstacleOfMachine() ?? (await obstacleOfPackages());
}

/** What the process alone tells. */
export function obstacleOf({ platform, arch, getuid }: Pick<NodeJS.Process, "platform" | "arch" | "getuid">) {
  if (platform !== "linux") return `real nodes need Linux, this is ${platform}`;
  if (arch !== "x64") return `the packages of a real node are for amd64, this is ${arch}`;
  const user = getuid?.();
  return user === 0 ? undefined : `real nodes need root, this is the user ${user}`;
}

function obstacleOfMachine(): string | undefined {
  const missing = programs.filter((each) => findExecutable(each, process.env["PATH"] ?? "") === undefined);
  if (missing.length > 0) return `real nodes need ${missing.join(", ")} on PATH`;
  const own = ownFolders();
  const absent = hierarchies.filter((each) => !isWritable(own[each]));
  if (absent.length > 0) {
    return `real nodes need the control groups (version 1) ${absent.join(", ")} at /sys/fs/cgroup, writable`;
  }
  try {
    const all = ["-m", "-n", "-u", "-i", "-p", "-C", "--fork", "--mount-proc"];
    execFileSync("unshare", [...all, "mount", "-t", "tmpfs", "try", "/mnt"], { stdio: "pipe" });
  } catch (error) {
    const said = String((error as { readonly stderr?: Buffer }).stderr ?? error).trim();
    return `real nodes need namespaces of their own, which this machine refuses: ${said}`;
  }
  return undefined;
}

function isWritable(folder: string | undefined): boolean {
  if (folder === undefined) return false;
  try {
    accessSync(folder, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

async function obstacleOfPackages(): Promise<string | undefined> {
  try {
    await ensurePackages(log);
    return undefined;
  } catch (error) {
    if (error instanceof LabFailure) return error.message.replaceAll("\n", " ");
    throw error;
  }
}
