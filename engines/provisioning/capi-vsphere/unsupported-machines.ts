/** Machines that vSphere's provider cannot make as their hosts say. */

import type { Host } from "../../../constructs/host.ts";
import type { CapiVsphereProvisioner } from "../../../model/provisioner.ts";
import { within } from "../../../model/source.ts";
import type { PoolScope } from "../../engine.ts";
import type { Unsupported } from "../../unsupported.ts";
import { machineSize } from "./machine-template.ts";

/** The definition of VSphereMachineTemplate, v1.16; kubeadm's own checks ask a control plane for the memory. */
const LEAST = { cpus: 2, controlPlaneMiB: 1700 } as const;

export function unsupportedMachines(
  { pool }: Pick<PoolScope, "site" | "pool">,
  settings: CapiVsphereProvisioner,
): readonly Unsupported[] {
  const roles = Map.groupBy(pool.hosts, ({ spec }) => spec.role);
  return [
    ...pool.hosts.flatMap((host) => [...ofMetal(host), ...otherArchitecture(host), ...badSize(host, settings)]),
    ...[...roles.values()].flatMap((hosts) => unlike(hosts, settings)),
  ];
}

function ofMetal(host: Host): readonly Unsupported[] {
  if (host.isVirtual) return [];
  return [
    {
      requested: `host ${host.name}, which is a server of metal`,
      alternative:
        "say virtual: true in place of what identifies it and of its disk, or pin a profile for servers of metal",
      at: host.source,
      subject: host.path,
    },
  ];
}

function otherArchitecture(host: Host): readonly Unsupported[] {
  if (host.spec.arch === "amd64") return [];
  return [
    {
      requested: `host ${host.name} of ${host.spec.arch}; hosts of vSphere run machines of amd64 alone`,
      alternative: "set arch: amd64",
      at: host.source && within(host.source, "arch"),
      subject: host.path,
    },
  ];
}

function badSize(host: Host, settings: CapiVsphereProvisioner): readonly Unsupported[] {
  const { cpus, memoryMiB } = machineSize(settings, host);
  const problems = [
    ...(Number.isInteger(cpus) && cpus >= LEAST.cpus
      ? []
      : [`${cpus} processors, where whole ones count, and two at least`]),
    ...(host.spec.role === "control-plane" && memoryMiB < LEAST.controlPlaneMiB
      ? [`${memoryMiB} MiB of memory for a control plane, of which kubeadm asks for ${LEAST.controlPlaneMiB}`]
      : []),
  ];
  return problems.map((problem) => ({
    requested: `host ${host.name} with ${problem}`,
    alternative: "give it more under hardware",
    at: host.source && within(host.source, "hardware"),
    subject: host.path,
  }));
}

/** Machines of one role are cloned from one template with one configuration, and nobody knows which of them a host is. */
function unlike(hosts: readonly Host[], settings: CapiVsphereProvisioner): readonly Unsupported[] {
  const [first, ...others] = hosts;
  if (!first) return [];
  const aspects = {
    hardware: (host: Host) => machineSize(settings, host),
    labels: (host: Host) => Object.entries(host.labels).sort(),
    taints: (host: Host) => host.taints.map(({ key, value, effect }) => `${key}=${value}:${effect}`).sort(),
  };
  return Object.entries(aspects).flatMap(([key, of]) =>
    others
      .filter((host) => JSON.stringify(of(host)) !== JSON.stringify(of(first)))
      .map((host) => ({
        requested: `host ${host.name} with other ${key} than ${first.name}; all ${first.spec.role === "worker" ? "workers" : "control planes"} of a pool are cloned alike`,
        alternative: `give both the same ${key}, or take the profile's pools for machines of another kind`,
        at: host.source && within(host.source, key),
        subject: host.path,
      })),
  );
}
