/** A site of eggo with one x86 control plane and two ARM workers, and a machine on which its script runs. */

import { spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { eggo } from "../../../engines/provisioning/eggo/eggo.ts";
import { clusterFiles } from "../../../engines/provisioning/eggo/files.ts";
import type { EggoProvisioner } from "../../../model/provisioner.ts";
import { agentBootstrap, type ExampleSite, exampleSite } from "./example-site.ts";

export const settings: EggoProvisioner = eggo.example;

const mixed: Omit<ExampleSite, "provisioner"> = {
  roles: ["control-plane", "worker", "worker"],
  hosts: [{ arch: "amd64" }, {}, {}],
  network: { vip: undefined },
};

export function eggoSite(example: Partial<ExampleSite> = {}) {
  return exampleSite({ provisioner: settings, ...mixed, ...example });
}

/** What a server says of itself: its system, its machine, remains of a cluster. */
const BARE = "openEuler $machine none";

/*
 * eggo, ssh and kubectl need servers. These do to a folder what the real ones do to servers, as far as their code says it
 * (eggo cb51e25): `deploy` refuses a cluster that it knows, `deploy` and `join` leave servers out that fail and end with 0,
 * and every command but the first fails when a server that it has does not answer.
 */
const programs = {
  eggo: `#!/bin/sh
[ "$1" = -d ] && shift
echo "eggo $*" >>"$ROOT/log"
state=$ROOT/etc/eggo
command=$1
case "$command" in
  deploy) id=$(sed -n 's/^cluster-id: //p' "$3" | tr -d '"') ;;
  *) id=$3 ;;
esac
saved=$state/$id/deploy.yaml
failing() { grep -qx "$1" "$ROOT/failing" 2>/dev/null; }
without() {
  awk -v ip="$1" '/^ *- /{ if (item != "" && !drop) printf "%s", item; item = $0 "\\n"; drop = 0; next }
    item != "" && /^ / { item = item $0 "\\n"; if ($1 == "ip:" && $2 == "\\"" ip "\\"") drop = 1; next }
    { if (item != "" && !drop) printf "%s", item; item = ""; print }' "$saved" >"$saved.t"
  mv "$saved.t" "$saved"
}
if [ "$command" != deploy ]; then
  for ip in $(sed -n 's/^  ip: //p' "$saved" | tr -d '"' | sort -u); do
    if grep -qx "$ip" "$ROOT/dead" 2>/dev/null; then echo "connect $ip failed" >&2; exit 1; fi
  done
fi
installed() { for ip in $(sed -n 's/^  ip: //p' "$saved" 2>/dev/null | tr -d '"' | sort -u); do echo "$ip"; done >"$ROOT/installed"; }
trap installed EXIT
case "$command" in
  deploy)
    [ ! -e "$state/$id" ] || { echo "cluster: $id exist" >&2; exit 1; }
    mkdir -p "$state/$id"
    cp "$3" "$saved"
    [ ! -e "$ROOT/killed" ] || { rm "$ROOT/killed"; exit 137; }
    echo admin >"$state/$id/admin.conf"
    for ip in $(cat "$ROOT/failing" 2>/dev/null); do without "$ip"; done
    ;;
  join)
    for last; do :; done
    failing "$last" && exit 0
    awk -v ip="$last" '{ print } $1 == "workers:" { print "- name: joined\\n  ip: \\"" ip "\\"\\n  port: 22\\n  arch: arm64" }' "$saved" >"$saved.t"
    mv "$saved.t" "$saved"
    ;;
  delete) without "$4" ;;
  cleanup) rm -rf "\${state:?}/$id" ;;
esac
`,
  ssh: `#!/bin/sh
for word; do case "$word" in *@*) server=\${word#*@} ;; esac; command=$word; done
grep -qx "$server" "$ROOT/dead" 2>/dev/null && exit 255
[ "$command" = true ] && exit 0
facts=$(grep -s "^$server " "$ROOT/facts" | cut -d ' ' -f 2-)
if grep -qsx "$server" "$ROOT/installed" && ! grep -qsx "$server" "$ROOT/replaced"; then
  facts="\${facts% none} /etc/kubernetes/kubelet.kubeconfig"
fi
echo "$facts"
`,
  kubectl: `#!/bin/sh
echo "kubectl $*" | sed "s#$ROOT##g" >>"$ROOT/log"
case "$*" in *"get nodes"*) cat "$ROOT/nodes" 2>/dev/null ;; esac
exit 0
`,
};

export class EggoMachine {
  readonly root = mkdtempSync(join(tmpdir(), "eggo-"));
  readonly #folder = join(this.root, "files");

  constructor() {
    const bin = join(this.root, "bin");
    for (const folder of [bin, this.#folder]) mkdirSync(folder);
    for (const [name, text] of Object.entries(programs)) {
      writeFileSync(join(bin, name), text);
      chmodSync(join(bin, name), 0o755);
    }
  }

  /** Writes the files of a site, with archives that lie on this machine. */
  publish(site = eggoSite()): void {
    const archive = join(this.root, "archive.tar.gz");
    writeFileSync(archive, "packages");
    const sum = createHash("sha256").update("packages").digest("hex");
    for (const [name, text] of Object.entries(clusterFiles(site, settings, agentBootstrap))) {
      const own =
        name === "eggo-packages.yaml"
          ? text.replace(/url: .*/g, `url: file://${archive}`).replace(/sha256: .*/g, `sha256: ${sum}`)
          : text;
      writeFileSync(join(this.#folder, name), own);
    }
    // Nothing listens there.
    this.edit("cluster.yaml", "10.44.12.11:6443", "127.0.0.1:1");
    const machine = (arch: string) => (arch === "amd64" ? "x86_64" : "aarch64");
    this.write(
      "facts",
      site.hosts.map(({ address, spec }) => `${address} ${BARE.replace("$machine", machine(spec.arch))}\n`).join(""),
    );
    this.write("nodes", site.hosts.map(({ name, address }) => `${name} ${address}\n`).join(""));
  }

  write(name: string, text: string): void {
    writeFileSync(join(this.root, name), text);
  }

  edit(name: string, from: string, to: string): void {
    const path = join(this.#folder, name);
    writeFileSync(path, readFileSync(path, "utf8").replaceAll(from, to));
  }

  /** Runs the script, and gives what eggo and kubectl were told since. */
  async run(...args: readonly string[]) {
    this.write("log", "");
    const env = { ...process.env, PATH: `${join(this.root, "bin")}:${process.env["PATH"]}`, ROOT: this.root };
    const child = spawn("sh", [join(this.#folder, "run.sh"), ...args], { env, stdio: ["ignore", "ignore", "pipe"] });
    let said = "";
    child.stderr.on("data", (chunk) => {
      said += chunk;
    });
    const status = await new Promise<number | null>((resolve) => child.on("close", resolve));
    const log = readFileSync(join(this.root, "log"), "utf8").replaceAll(this.root, "").split("\n");
    const of = (program: string) =>
      log.filter((line) => line.startsWith(`${program} `)).map((line) => line.slice(program.length + 1));
    return { status, said, eggo: of("eggo"), kubectl: of("kubectl") };
  }

  forget(): void {
    spawnSync("rm", ["-rf", join(this.root, "etc/eggo")]);
  }

  has(path: string): boolean {
    return existsSync(join(this.root, path));
  }
}
