/** A metal site with so many servers of each role. */
export interface Mast {
  readonly name: string;
  readonly controlPlanes: number;
  readonly workers: number;
}

/** Fifty sites: most have one server, every tenth three control planes, and every tenth a control plane and two workers. */
export const MASTS: readonly Mast[] = Array.from({ length: 50 }, (_, index) => ({
  name: `mast-${index + 10}`,
  controlPlanes: index % 10 === 3 ? 3 : 1,
  workers: index % 10 === 7 ? 2 : 0,
}));

/** The zone file of these, by default of all of them. */
export function mastsZone(masts = MASTS): string {
  return `zone: masts\nring: main\nsites:\n${masts.map(site).join("")}`;
}

function site({ name, controlPlanes, workers }: Mast, index: number): string {
  const n = index + 10;
  const net = `10.44.${100 + n}`;
  const servers = Array.from({ length: controlPlanes + workers }, (_, server) => {
    const role = server < controlPlanes ? "control-plane" : "worker";
    return `      - name: ${name}-${"abc"[server]}
        machineId: f6a7f5ff-8bee-45e3-bf89-c5aa50${server}510${n}
        arch: amd64
        role: ${role}
        address: ${net}.${11 + server}
        mac: "02:44:64:00:${n}:0${server + 1}"
        bmc: "redfish-virtualmedia://10.44.254.${n * 3 + server}/redfish/v1/Systems/1"
        disk: /dev/disk/by-id/nvme-a
`;
  });
  return `  - name: ${name}
    kind: cluster
    profile: edge-metal@1.0.0
    state: active
    network: { nodes: ${net}.0/26, pods: 10.244.0.0/16, services: 10.96.0.0/16, vip: ${net}.10, vlan: ${500 + n} }
    labels: { customer: metro }
    hosts:
${servers.join("")}`;
}
