/** The servers of a site by how their machines are made. */

import type { Host } from "../../../constructs/host.ts";
import type { PoolScope } from "../../engine.ts";
import { controlPlaneName, workersName } from "../cluster-api/names.ts";
import { workersIn } from "../servers.ts";
import type { MachineClass } from "./machine-template.ts";

/** Servers that one machine template takes, at least one. */
export interface MachineHosts extends MachineClass {
  readonly hosts: readonly [Host, ...Host[]];
}

/** The control planes, and the workers of each architecture. */
export function machineClasses({ site, pool }: Pick<PoolScope, "site" | "pool">): readonly MachineHosts[] {
  const byArch = Map.groupBy(workersIn(pool), ({ spec }) => spec.arch);
  return [
    ...classOf({ name: controlPlaneName(site), role: "control-plane" }, pool.ownsCluster ? site.controlPlanes : []),
    ...[...byArch].flatMap(([arch, hosts]) => classOf({ name: workersName(site, pool, arch), role: "worker" }, hosts)),
  ];
}

function classOf(use: Omit<MachineClass, "arch">, hosts: readonly Host[]): readonly MachineHosts[] {
  const [first, ...rest] = hosts;
  return first ? [{ ...use, arch: first.spec.arch, hosts: [first, ...rest] }] : [];
}
