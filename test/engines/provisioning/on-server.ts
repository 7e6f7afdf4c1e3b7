/** Runs a script of the Kairos operator in a folder that stands for a server, with programs that only say they were called. */

import { spawnSync } from "node:child_process";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

export interface Server {
  /** Version of Kairos that has booted, and the one in the image. */
  readonly runs: string;
  readonly brings: string;
  readonly nodes?: readonly string[];
  /** Status of the condition Ready, a line for each control plane. */
  readonly ready?: string;
  /** Robustness, a line for each volume of Longhorn; undefined: it is not there. */
  readonly volumes?: string | undefined;
  readonly apiFails?: boolean;
  readonly drainFails?: boolean;
  /** Id of the boot, and what an earlier try has left. */
  readonly boot?: string;
  readonly tries?: string;
  /** Texts of files of the server, by path. */
  readonly files?: Readonly<Record<string, string>>;
  /** Waiting takes no time and ends nothing. */
  readonly isPatient?: boolean;
}

const POD = "os-4-0-3-0a1b2c3d-a-xyz12-qwert";

export function runOnServer(script: string, server: Server) {
  const root = mkdtempSync(join(tmpdir(), "flotilla-server-"));
  try {
    const at = (path: string) => join(root, path);
    const write = (path: string, text: string) => {
      mkdirSync(dirname(at(path)), { recursive: true });
      writeFileSync(at(path), text);
    };
    const program = (name: string, body = "") => {
      write(`bin/${name}`, `#!/bin/sh\necho "${name} $*" >>"${at("calls")}"\n${body}`);
      chmodSync(at(`bin/${name}`), 0o755);
    };
    const release = (version: string) =>
      `KAIROS_VERSION="${version}"\nKAIROS_SOFTWARE_VERSION_PREFIX="k3s"\nKAIROS_SOFTWARE_VERSION="v1.33.10"\n`;
    write("HOST/etc/kairos-release", release(server.runs));
    write("image/etc/kairos-release", release(server.brings));
    write("boot-id", `${server.boot ?? "boot-1"}\n`);
    mkdirSync(at("HOST/usr/local"), { recursive: true });
    if (server.tries !== undefined) write("HOST/usr/local/.flotilla-os-upgrade", server.tries);
    for (const [path, text] of Object.entries(server.files ?? {})) write(`HOST${path}`, text);
    for (const name of ["mount", "kairos-agent", "chroot", "sync"]) program(name);
    program("k3s", kubectl(server));
    // Whoever would wait has shown it; the script is ended in place of the waiting.
    write("bin/sleep", `#!/bin/sh\ntouch "${at("waited")}"\n${server.isPatient ? "" : "kill -TERM $PPID\n"}`);
    chmodSync(at("bin/sleep"), 0o755);
    const run = spawnSync("sh", ["-c", script], {
      encoding: "utf8",
      env: {
        PATH: `${at("bin")}:${process.env["PATH"]}`,
        HOSTNAME: POD,
        HOST_DIR: at("HOST"),
        IMAGE_DIR: at("image"),
        BOOT_ID: at("boot-id"),
        TERMINATION_LOG: at("termination-log"),
      },
    });
    const read = (path: string) => (existsSync(at(path)) ? readFileSync(at(path), "utf8") : undefined);
    const calls = (read("calls") ?? "").replaceAll(at("HOST"), "HOST").split("\n");
    return {
      code: run.status ?? 1,
      errors: run.stderr,
      calls: calls.filter((line) => line !== "" && !line.startsWith("sync")),
      waited: existsSync(at("waited")),
      terminationLog: read("termination-log") ?? "",
      files: Object.fromEntries(
        readdirSync(at("HOST"), { recursive: true, withFileTypes: true })
          .filter((entry) => entry.isFile())
          .map((entry) => join(entry.parentPath, entry.name))
          .map((path) => [path.slice(at("HOST").length), readFileSync(path, "utf8")]),
      ) as Readonly<Record<string, string>>,
      tries: read("HOST/usr/local/.flotilla-os-upgrade"),
    };
  } finally {
    rmSync(root, { recursive: true });
  }
}

function kubectl({ nodes = ["a"], ready = "", volumes, apiFails, drainFails }: Server): string {
  const quoted = (text: string) => `printf '%s' '${text}'`;
  return `${apiFails ? "echo 'connection refused' >&2; exit 1\n" : ""}case "$*" in
*"get nodes --output=name"*) ${quoted(nodes.map((name) => `node/${name}\n`).join(""))} ;;
*"get nodes"*) ${quoted(ready)} ;;
*"get volumes"*) ${volumes === undefined ? `echo "error: the server doesn't have a resource type \\"volumes\\"" >&2; exit 1` : quoted(volumes)} ;;
*"get pod"*) echo a ;;
*drain*) ${drainFails ? "exit 1" : ":"} ;;
esac
`;
}
