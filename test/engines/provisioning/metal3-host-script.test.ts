import { spawnSync } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { hostScript } from "../../../engines/provisioning/cluster-api/host-script.ts";
import { certificate } from "../../certificates.ts";

const bare = `ssh-ed25519 ${"A".repeat(68)}`;

describe("The script on a server", () => {
  let root = "";
  const at = (path: string) => join(root, path);
  const write = (path: string, text: string) => {
    mkdirSync(dirname(at(path)), { recursive: true });
    writeFileSync(at(path), text);
  };
  const read = (path: string) => (existsSync(at(path)) ? readFileSync(at(path), "utf8") : undefined);
  const program = (name: string, body = "") => {
    write(`bin/${name}`, `#!/bin/sh\necho "${name} $*" >>"${at("calls")}"\n${body}`);
    chmodSync(at(`bin/${name}`), 0o755);
  };

  /** Runs the script with settings in place of those that are there, and tells what it called. */
  function run(own: Readonly<Record<string, string>>, ...args: readonly string[]) {
    for (const [name, text] of Object.entries(own)) write(`etc/flotilla/${name}`, text);
    rmSync(at("calls"), { force: true });
    const { status, stderr } = spawnSync("sh", ["-s", ...args], {
      input: hostScript,
      encoding: "utf8",
      env: { PATH: `${at("bin")}:${process.env["PATH"]}`, ROOT: root },
    });
    return { status, stderr, calls: (read("calls") ?? "").replaceAll(root, "").split("\n").slice(0, -1) };
  }

  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), "flotilla-metal-"));
    for (const name of ["update-ca-certificates", "systemctl", "useradd", "usermod", "loginctl", "mount", "mkfs.ext4"])
      program(name);
    program("blkid", "exit 2\n");
    program("sleep");
  });
  afterEach(() => rmSync(root, { recursive: true }));

  test("does nothing where nothing is said, and nothing a second time", () => {
    expect(run({})).toEqual({ status: 0, stderr: "", calls: [] });
    const one = {
      "authorities.pem": certificate,
      users: `wei ${bare}`,
      timezone: "Asia/Shanghai",
      search: "a.example",
    };
    expect(run(one).calls).not.toEqual([]);
    expect(run(one)).toEqual({ status: 0, stderr: "", calls: [] });
  });

  test("puts each authority into the system's store by itself, and takes one away that is withdrawn", () => {
    const { calls, status } = run({ "authorities.pem": `# root\n${certificate}\n${certificate}` });
    expect({ calls, status }).toEqual({
      status: 0,
      calls: ["update-ca-certificates ", "systemctl try-restart containerd.service"],
    });
    const file = (number: number) => read(`usr/local/share/ca-certificates/flotilla-${number}.crt`);
    expect([file(1), file(2), file(3)]).toEqual([certificate, certificate, undefined]);
    expect(run({ "authorities.pem": certificate }).calls).toContain("update-ca-certificates ");
    expect([file(1), file(2)]).toEqual([certificate, undefined]);
    expect(run({ "authorities.pem": "" }).calls).toContain("update-ca-certificates ");
    expect(file(1)).toBeUndefined();
  });

  test("sends what containerd pulls through the proxy, and no longer when there is none", () => {
    const proxy = '"HTTPS_PROXY=http://p:3128/a%20b" "NO_PROXY=10.0.0.0/8"';
    const dropIn = "etc/systemd/system/containerd.service.d/50-flotilla-proxy.conf";
    const restart = ["systemctl daemon-reload", "systemctl try-restart containerd.service"];
    expect(run({ proxy }).calls).toEqual(restart);
    expect(read(dropIn)).toBe(`[Service]\nEnvironment=${proxy.replace("%", "%%")}\n`);
    expect(run({ proxy: "" }).calls).toEqual(restart);
    expect(read(dropIn)).toBeUndefined();
  });

  test("sets search domains and the time zone", () => {
    expect(run({ search: "edge.panji.example panji.example", timezone: "Asia/Urumqi" }).calls).toEqual([
      "systemctl try-restart systemd-resolved.service",
    ]);
    expect(read("etc/systemd/resolved.conf.d/50-flotilla.conf")).toBe(
      "[Resolve]\nDomains=edge.panji.example panji.example\n",
    );
    expect(read("etc/timezone")).toBe("Asia/Urumqi\n");
  });

  // A key that left kubeadm's settings stayed on every server until it was installed anew.
  test("lets in who is named, and puts out who no longer is, key and all", () => {
    const both = run({ users: `flotilla ${bare}|wei ${bare}|wei ssh-rsa BBBB` });
    expect(both.calls).toEqual([
      "useradd --create-home --shell /bin/bash flotilla",
      "useradd --create-home --shell /bin/bash wei",
      "systemctl try-reload-or-restart ssh.service",
    ]);
    expect(read("etc/ssh/flotilla/wei.keys")).toBe(`${bare}\nssh-rsa BBBB\n`);
    expect(read("etc/sudoers.d/50-flotilla")).toBe("flotilla,wei ALL=(ALL) NOPASSWD: ALL\n");
    expect(read("etc/ssh/sshd_config.d/04-flotilla.conf")).toBe(
      "Match User flotilla,wei\n  AuthorizedKeysFile /etc/ssh/flotilla/%u.keys\n",
    );
    expect(run({ users: `flotilla ${bare}` }).calls).toEqual([
      "usermod --expiredate 1 wei",
      "loginctl terminate-user wei",
      "systemctl try-reload-or-restart ssh.service",
    ]);
    expect(read("etc/ssh/flotilla/wei.keys")).toBeUndefined();
  });

  // CAPM3's definition has no value for it, and a bond that looks at nothing stays with a dead carrier.
  test("has bonds look at their carriers, now and after the next boot", () => {
    write("sys/class/net/bond0/bonding/miimon", "0\n");
    run({});
    expect(read("sys/class/net/bond0/bonding/miimon")).toBe("100\n");
    expect(read("etc/systemd/network/10-netplan-bond0.netdev.d/50-flotilla.conf")).toBe(
      "[Bond]\nMIIMonitorSec=100ms\n",
    );
  });

  test("mounts disks for data at the installation alone, an empty one with a new file system", () => {
    write("dev/b", "");
    expect(run({ disks: "volumes /dev/b" }).calls).toEqual([]);
    expect(run({ disks: "volumes /dev/b" }, "install").calls).toEqual([
      "blkid -p -s TYPE -o value /dev/b",
      "blkid -p /dev/b",
      "mkfs.ext4 -q /dev/b",
      "mount /var/lib/flotilla/disks/volumes",
      "mount /var/lib/local-path-provisioner",
      "mount /var/lib/longhorn",
    ]);
    expect(read("etc/fstab")?.split("\n")).toEqual([
      "/dev/b /var/lib/flotilla/disks/volumes ext4 defaults,nofail,x-systemd.device-timeout=60 0 2",
      "/var/lib/flotilla/disks/volumes/data/local-path-provisioner /var/lib/local-path-provisioner none bind,nofail,x-systemd.requires-mounts-for=/var/lib/flotilla/disks/volumes 0 0",
      "/var/lib/flotilla/disks/volumes/data/longhorn /var/lib/longhorn none bind,nofail,x-systemd.requires-mounts-for=/var/lib/flotilla/disks/volumes 0 0",
      "",
    ]);
  });

  test("keeps a file system that is there with what is on it, but no earlier member of etcd", () => {
    program("blkid", "echo ext4\n");
    write("dev/b", "");
    write("dev/c", "");
    write("var/lib/flotilla/disks/logs/data/old.log", "kept");
    write("var/lib/flotilla/disks/etcd/data/member", "old");
    const { calls } = run({ disks: "logs /dev/b|etcd /dev/c" }, "install");
    expect(calls.filter((call) => call.startsWith("mkfs"))).toEqual([]);
    expect(read("var/lib/flotilla/disks/logs/data/old.log")).toBe("kept");
    expect(read("var/lib/flotilla/disks/etcd/data/member")).toBeUndefined();
  });

  test("takes what containerd has already to its own disk, while containerd stands still", () => {
    write("dev/b", "");
    write("var/lib/containerd/image", "pause");
    expect(run({ disks: "images /dev/b" }, "install").calls).toEqual([
      "systemctl stop containerd.service",
      "blkid -p -s TYPE -o value /dev/b",
      "blkid -p /dev/b",
      "mkfs.ext4 -q /dev/b",
      "mount /var/lib/flotilla/disks/images",
      "mount /var/lib/containerd",
      "systemctl start containerd.service",
    ]);
    expect(read("var/lib/flotilla/disks/images/data/image")).toBe("pause");
  });

  test.each([
    ["a disk that is not there", "", "there is no disk /dev/b for etcd"],
    ["another file system", "echo xfs\n", "/dev/b has a file system of type xfs; wipe it, or name another for etcd"],
    [
      "partitions",
      'case "$*" in *TYPE*) ;; *) echo PTTYPE=gpt ;; esac\n',
      "/dev/b has partitions; wipe it, or name another for etcd",
    ],
  ])("makes no node of a server with %s, and touches nothing on it", (_, blkid, message) => {
    if (blkid !== "") write("dev/b", "");
    if (blkid !== "") program("blkid", blkid);
    write("run/kubeadm/kubeadm.yaml", "");
    const { status, stderr, calls } = run({ disks: "etcd /dev/b" }, "install");
    expect({ status, stderr }).toEqual({ status: 1, stderr: `flotilla: ${message}\n` });
    expect(calls.filter((call) => /^(mkfs|mount)/.test(call))).toEqual([]);
    expect(read("run/kubeadm/kubeadm.yaml")).toBeUndefined();
  });
});
