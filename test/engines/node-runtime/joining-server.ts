/** Runs the script that joins a zone in a folder that stands for its server, with programs that keep to what kubeadm does there. */

import { spawnSync } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

/** What does not work in a run. */
export type Broken = "kubeadm" | "cache" | undefined;

/**
 * Runs the script once for each entry, on one server.
 *
 * @returns how each run ended, and what it had kubeadm do
 */
export function joinInTurn(script: string, files: ReadonlyMap<string, string>, runs: readonly Broken[]) {
  const root = mkdtempSync(join(tmpdir(), "flotilla-join-"));
  const at = (path: string) => join(root, path);
  const write = (path: string, text: string) => {
    mkdirSync(dirname(at(path)), { recursive: true });
    writeFileSync(at(path), text);
  };
  try {
    for (const [name, body] of Object.entries(programs(root))) {
      write(`bin/${name}`, `#!/bin/sh\n${body}\n`);
      chmodSync(at(`bin/${name}`), 0o755);
    }
    for (const [path, text] of files) write(path, text);
    for (const folder of ["etc/kubernetes", "run"]) mkdirSync(at(folder), { recursive: true });
    write("operator/task/zone.sh", script.replaceAll(/(?<=[ "'>(=])\/(?=etc\/|run\/)/g, `${root}/`));
    return runs.map((broken) => {
      rmSync(at("calls"), { force: true });
      const run = spawnSync("sh", ["operator/task/zone.sh"], {
        cwd: root,
        encoding: "utf8",
        env: { PATH: `${at("bin")}:${process.env["PATH"]}`, BROKEN: broken ?? "" },
      });
      const calls = existsSync(at("calls")) ? readFileSync(at("calls"), "utf8").split("\n").filter(Boolean) : [];
      return { isJoined: run.status === 0, kubeadm: calls, said: run.stdout + run.stderr };
    });
  } finally {
    rmSync(root, { recursive: true });
  }
}

function programs(root: string): Readonly<Record<string, string>> {
  const kubernetes = `${root}/etc/kubernetes`;
  return {
    // The last argument is what the server runs.
    ssh: 'for command; do :; done; exec sh -c "$command"',
    kubelet: "echo 'Kubernetes v1.32.11'",
    kubeadm: `[ "$1" = token ] && { echo abcdef.0123456789abcdef; exit 0; }
echo "$1" >>${root}/calls
case "$1" in
reset) rm -rf ${kubernetes}/pki ${kubernetes}/kubelet.conf ;;
join)
  test ! -e ${kubernetes}/pki/ca.crt || exit 1
  test ! -e ${kubernetes}/kubelet.conf || exit 1
  mkdir -p ${kubernetes}/pki
  touch ${kubernetes}/pki/ca.crt
  test "$BROKEN" != kubeadm || exit 1
  echo 'server: https://hub.gd.panji.example:6443' >${kubernetes}/kubelet.conf ;;
esac`,
    kubectl: `case "$*" in
"get node "*) test -e ${kubernetes}/kubelet.conf ;;
*set-cluster*) echo 'server: https://127.0.0.1:51003' >${kubernetes}/kubelet.conf ;;
"wait "*) test -e ${kubernetes}/kubelet.conf && test "$BROKEN" != cache ;;
esac`,
    curl: 'test "$BROKEN" != cache',
    openssl: "cat >/dev/null",
    systemctl: "",
    sleep: "",
  };
}
