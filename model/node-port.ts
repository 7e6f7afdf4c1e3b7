/** Ports at which servers answer for an app. */

import { z } from "zod";
import { cidr } from "./address-scalars.ts";
import { isIpv6 } from "./network.ts";

/**
 * Kubernetes keeps 30000 to 32767 for Services of type NodePort (kube-apiserver --service-node-port-range). What the shipped
 * profiles and engines answer at lies below and above these: CloudCore, the tunnel of SuperEdge, the receivers of metrics and logs, Karmada's API.
 */
export const nodePortRange = { first: 31_000, last: 32_399 } as const;

const RANGE = `a port from ${nodePortRange.first} to ${nodePortRange.last}`;

export const nodePortNumber = z.int(RANGE).min(nodePortRange.first, RANGE).max(nodePortRange.last, RANGE);

/** As wide as FLT-SEC-047 lets a policy be: the whole internet leaves out private ranges. */
const clientRange = cidr.refine((text) => {
  const prefix = Number(text.slice(text.lastIndexOf("/") + 1));
  return prefix === 0 || prefix >= (isIpv6(text) ? 16 : 8) || (/^f[cd]/i.test(text) && prefix >= 7);
}, "a range of /8 or less (IPv6: /16), or 0.0.0.0/0 for all that is no private address");

export const clientsSchema = z.array(clientRange).min(1, "at least one range of addresses");

export const nodePortSchema = z.union([z.literal("auto"), nodePortNumber], { error: `auto, or ${RANGE}` });

type NodePort = z.output<typeof nodePortSchema>;

interface Port {
  readonly nodePort?: NodePort | undefined;
}

/** Of the app's own container and of those beside it. */
interface Ports<P extends Port = Port> {
  readonly ports: readonly P[];
  readonly containers: readonly { readonly ports: readonly P[] }[];
}

/** Steps to each `nodePort` in the file of an app. */
export function nodePortPlaces(app: Ports): readonly (readonly (string | number)[])[] {
  const of = (ports: readonly Port[], steps: readonly (string | number)[]) =>
    ports.flatMap(({ nodePort }, index) => (nodePort === undefined ? [] : [[...steps, "ports", index, "nodePort"]]));
  return [...of(app.ports, []), ...app.containers.flatMap(({ ports }, index) => of(ports, ["containers", index]))];
}

/** Ports of an app that have a number, in the order of its file; one that is not given yet has none. */
export function openPorts<P extends Port>(app: Ports<P>): readonly (P & { readonly nodePort: number })[] {
  return [...app.ports, ...app.containers.flatMap(({ ports }) => ports)].filter(
    (port): port is P & { readonly nodePort: number } => typeof port.nodePort === "number",
  );
}
