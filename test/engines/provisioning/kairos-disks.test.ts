import { spawnSync } from "node:child_process";
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { kairosFieldChanges } from "../../../engines/provisioning/kairos/field-changes.ts";
import type { KairosProvisioner } from "../../../model/provisioner.ts";
import { files, provisioner, site, stageFiles, unsupported } from "./kairos-site.ts";

const install = { purpose: "install", device: "/dev/disk/by-id/nvme-a" };
const disk = (purpose: string, device = `/dev/disk/by-id/ata-${purpose}_1`) => ({ purpose, device });
const settings: Partial<KairosProvisioner> = { volumes: ["/var/lib/local-path-provisioner", "/var/lib/longhorn"] };
const withDisks = (...disks: readonly object[]) => ({ host: { disk: undefined, disks: [install, ...disks] } });
const staged = (...disks: readonly object[]) => stageFiles(files(withDisks(...disks), settings)[0]?.text ?? "");
const units = "/etc/systemd/system";

describe("a disk for data", () => {
  test("gets a file system from a service of its own and is mounted where the profile keeps volumes", () => {
    const found = staged(disk("volumes"));
    expect(found.get(`${units}/flotilla-disk-volumes.service`)?.content).toBe(`[Unit]
Description=File system of the disk for volumes
DefaultDependencies=no
Requires=dev-disk-by\\x2did-ata\\x2dvolumes_1.device
After=dev-disk-by\\x2did-ata\\x2dvolumes_1.device

[Service]
Type=oneshot
RemainAfterExit=yes
ExecStart=/bin/sh /usr/local/lib/flotilla-new-disk.sh /dev/disk/by-id/ata-volumes_1
`);
    expect(found.get(`${units}/var-lib-local\\x2dpath\\x2dprovisioner.mount`)?.content).toBe(`[Unit]
Description=Disk for volumes
Requires=flotilla-disk-volumes.service
After=flotilla-disk-volumes.service

[Mount]
What=/dev/disk/by-id/ata-volumes_1
Where=/var/lib/local-path-provisioner
`);
    expect(found.has(`${units}/var-lib-longhorn.mount`)).toBe(true);
  });

  test.each([
    ["images", "/var/lib/rancher/k3s/agent/containerd"],
    ["etcd", "/var/lib/rancher/k3s/server/db"],
  ])("for %s holds %s, and K3s does not start without it", (purpose, folder) => {
    const found = staged(disk(purpose));
    const [mount] = [...found.values()].filter(({ path }) => path.endsWith(".mount"));
    expect(mount?.content).toContain(`Where=${folder}\n`);
    for (const service of ["k3s", "k3s-agent"]) {
      const dropIn = found.get(`${units}/${service}.service.d/flotilla-disks.conf`)?.content;
      expect(dropIn).toBe(`[Unit]\nRequiresMountsFor=${folder}\n`);
    }
  });

  test("for logs is mounted before the journal moves there, and K3s starts without it", () => {
    const [file] = files(withDisks(disk("logs")), settings);
    const found = stageFiles(file?.text ?? "");
    expect(found.get(`${units}/var-log.mount`)?.content).toContain("Before=systemd-journal-flush.service\n");
    expect(found.has(`${units}/k3s.service.d/flotilla-disks.conf`)).toBe(false);
    const { stages } = parse(file?.text ?? "") as { stages: { initramfs: { systemctl: { enable: string[] } }[] } };
    expect(stages.initramfs[0]?.systemctl.enable).toEqual(["flotilla-k3s-restart.timer", "var-log.mount"]);
  });

  test("is none of a host with one disk", () => {
    expect([...staged().keys()].filter((path) => path.includes("disk"))).toEqual([]);
  });
});

/** What the script does to a disk, by the code of `blkid --probe`. */
function newDisk(code: number, device = "/dev/null") {
  const bin = mkdtempSync(join(tmpdir(), "flotilla-disk-"));
  const program = (name: string, body: string) => {
    writeFileSync(join(bin, name), `#!/bin/sh\n${body}\n`);
    chmodSync(join(bin, name), 0o755);
  };
  program("blkid", `exit ${code}`);
  program("mkfs.ext4", 'echo "formats $*"');
  const script = staged(disk("volumes")).get("/usr/local/lib/flotilla-new-disk.sh")?.content ?? "";
  const env = { PATH: `${bin}:${process.env["PATH"]}` };
  const { status, stdout } = spawnSync("sh", ["-c", script, "sh", device], { encoding: "utf8", env });
  rmSync(bin, { recursive: true });
  return [status, stdout.trim()];
}

describe("a disk is formatted", () => {
  test("when it holds nothing at all", () => expect(newDisk(2)).toEqual([0, "formats -q /dev/null"]));
  test("never when it holds a file system or a partition table", () => expect(newDisk(0)).toEqual([0, ""]));
  test("never when it is not certain what it holds", () => expect(newDisk(8)).toEqual([1, ""]));
  test("never when it cannot be read", () => expect(newDisk(2, "/nonexistent")).toEqual([1, ""]));
});

const asked = (host: object, more: object = {}) =>
  unsupported(site({ host: { disk: undefined, ...host }, ...more }, settings), { ...provisioner, ...settings }).map(
    ({ requested }) => requested,
  );

describe("disks that Kairos cannot do", () => {
  test.each([
    [[disk("volumes", "/dev/sdb")], "by /dev/sdb, which may be another disk at the next boot"],
    [[disk("volumes", "auto")], "by auto, which may be another disk"],
    [[{ purpose: "logs", device: { serial: "X" } }], "a disk for logs by hints"],
    [[disk("logs"), disk("logs", "/dev/disk/by-id/b")], "a second disk for logs"],
    [[disk("volumes", install.device)], "for volumes and for something else"],
  ])("%j is told", (disks, message) => {
    expect(asked({ disks: [install, ...disks] })).toEqual([expect.stringContaining(message)]);
  });

  test("are a disk for etcd in a worker, and one for volumes that the profile has no folder for", () => {
    expect(asked({ disks: [install, disk("etcd")] }, { roles: ["worker"] })).toEqual([
      "a disk for etcd in a worker, which has none",
    ]);
    const bare = site(withDisks(disk("volumes")));
    expect(unsupported(bare, provisioner)[0]?.requested).toContain("has no folder for");
  });

  test("are hints beside the WWN, which is the name of a link", () => {
    const hint = { disk: { wwn: "0x5000c500a1b2c3d4" } };
    const device = (host: object) =>
      (parse(files({ host })[0]?.text ?? "") as { install: { device: string } }).install.device;
    expect(asked(hint)).toEqual([]);
    expect(device(hint)).toBe("/dev/disk/by-id/wwn-0x5000c500a1b2c3d4");
    expect(device({ disk: { wwn: "eui.0025388b710116a1" } })).toBe("/dev/disk/by-id/nvme-eui.0025388b710116a1");
    const more = asked({ disk: { wwn: "0x5000c500a1b2c3d4", minSizeGigabytes: 100 } });
    expect(more).toEqual([expect.stringContaining("hints other than its WWN")]);
    expect(asked({ disks: [{ purpose: "install", device: { serial: "X" } }] })).toHaveLength(1);
  });
});

test("whoever installs a server again is told to empty its disk for etcd, which is never formatted", () => {
  const made = site(withDisks(disk("etcd")), settings);
  const added = kairosFieldChanges.added;
  const steps = "steps" in added ? added.steps?.({ site: made, host: "sz-nanshan-01-a", before: "", after: "" }) : [];
  expect(steps?.[0]?.what).toContain("`wipefs --all /dev/disk/by-id/ata-etcd_1`");
});
