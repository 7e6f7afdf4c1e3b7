/** Disks of a host besides the one that the system is on, as units of systemd. */

import type { Host } from "../../../constructs/host.ts";
import type { KairosProvisioner } from "../../../model/provisioner.ts";
import type { StageFile } from "./stage-file.ts";

/** A disk and the folders that it holds. */
export interface DataDisk {
  readonly purpose: string;
  /** Path below /dev/disk/by-id. */
  readonly device: string;
  /** Each shows the whole disk; of folders of storage drivers a site uses one alone. */
  readonly folders: readonly string[];
}

/** Folders of K3s (docs.k3s.io, embedded registry and etcd snapshots name them), and where journald and pods log. */
const FOLDERS = {
  images: ["/var/lib/rancher/k3s/agent/containerd"],
  etcd: ["/var/lib/rancher/k3s/server/db"],
  logs: ["/var/log"],
} as const;

const UNITS = "/etc/systemd/system";
const SCRIPT = "/usr/local/lib/flotilla-new-disk.sh";

/** K3s with its data on another disk than the one it has grown on would begin anew there. */
const SERVICES = ["k3s", "k3s-agent"] as const;

export function dataDisks(host: Host, { volumes = [] }: KairosProvisioner): readonly DataDisk[] {
  return (host.spec.disks ?? []).flatMap(({ purpose, device }) =>
    purpose === "install"
      ? []
      : // Any other selector is refused as unsupported.
        [{ purpose, device: String(device), folders: purpose === "volumes" ? volumes : FOLDERS[purpose] }],
  );
}

/** Units that a stage enables: the others come with K3s, which does not start without them. */
export function enabledUnits(disks: readonly DataDisk[]): readonly string[] {
  return disks.filter(isForLogs).flatMap(({ folders }) => folders.map((folder) => `${unitName(folder)}.mount`));
}

/**
 * For each disk a service that makes a file system on one that holds nothing at all, and mounts of it. Kairos' own
 * layouts add partitions to any disk with room (yip pkg/plugins/layout.go), so they are not used.
 */
export function dataDiskFiles(disks: readonly DataDisk[]): readonly StageFile[] {
  if (disks.length === 0) return [];
  const needed = disks.filter((disk) => !isForLogs(disk)).flatMap(({ folders }) => folders);
  return [
    { path: SCRIPT, content: NEW_DISK },
    ...disks.flatMap((disk) => [
      { path: `${UNITS}/${serviceOf(disk)}`, content: service(disk) },
      ...disk.folders.map((folder) => ({ path: `${UNITS}/${unitName(folder)}.mount`, content: mount(disk, folder) })),
    ]),
    ...(needed.length === 0
      ? []
      : SERVICES.map((name) => ({
          path: `${UNITS}/${name}.service.d/flotilla-disks.conf`,
          content: `[Unit]\nRequiresMountsFor=${needed.join(" ")}\n`,
        }))),
  ];
}

/** Logs are worth less than the start of a server. */
function isForLogs({ purpose }: DataDisk): boolean {
  return purpose === "logs";
}

function serviceOf({ purpose }: DataDisk): string {
  return `flotilla-disk-${purpose}.service`;
}

/**
 * `blkid --probe` ends with 2 where it finds neither a file system nor a partition table nor anything else (blkid(8)), and
 * also where it cannot read, so the disk is read first.
 */
const NEW_DISK = `#!/bin/sh
# Makes a file system on a disk that holds nothing; any other disk is left as it is.
set -u
head -c 4194304 "$1" >/dev/null || exit 1
blkid --probe "$1"
case $? in
  0) exit 0 ;;
  2) exec mkfs.ext4 -q "$1" ;;
  *) exit 1 ;;
esac
`;

function service(disk: DataDisk): string {
  const device = `${unitName(disk.device)}.device`;
  return `[Unit]
Description=File system of the disk for ${disk.purpose}
DefaultDependencies=no
Requires=${device}
After=${device}

[Service]
Type=oneshot
RemainAfterExit=yes
ExecStart=/bin/sh ${SCRIPT} ${disk.device}
`;
}

function mount(disk: DataDisk, folder: string): string {
  const isLog = isForLogs(disk);
  return `[Unit]
Description=Disk for ${disk.purpose}
Requires=${serviceOf(disk)}
After=${serviceOf(disk)}
${isLog ? "Before=systemd-journal-flush.service\n" : ""}
[Mount]
What=${disk.device}
Where=${folder}
${isLog ? "\n[Install]\nWantedBy=local-fs.target\n" : ""}`;
}

/** The name of the unit of a path, without its type (systemd-escape(1), --path). */
function unitName(path: string): string {
  const bytes = [...path.slice(1)].map((sign) => {
    if (sign === "/") return "-";
    return /[A-Za-z0-9:_.]/.test(sign) ? sign : `\\x${sign.charCodeAt(0).toString(16).padStart(2, "0")}`;
  });
  return bytes.join("");
}
