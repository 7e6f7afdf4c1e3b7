import { z } from "zod";
import { cidrs } from "./address-scalars.ts";
import { backupSchema } from "./backup-file.ts";
import { deliverySchema } from "./delivery-file.ts";
import { orphanSchema, parametersSchema, retireSchema } from "./fleet-file.ts";
import { lifeStates } from "./life-state.ts";
import { contains, parseCidr } from "./network.ts";
import { networkPlanSchema } from "./network-plan-file.ts";
import { httpsUrl, profileReference, regionName, siteName } from "./scalars.ts";
import { timeZones } from "./time-zones.ts";
import { trustSchema, usersSchema } from "./trust-file.ts";

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/**
 * States of a hub. `restoring`: its etcd was lost and comes back from a back-up. Nothing that it manages is changed then:
 * clusters and servers are paused, and nothing is deleted.
 */
const hubStates = ["active", "restoring"] as const;

/** A hub that takes part in the federation of the centre. */
const membershipSchema = z.strictObject({
  /** UID of the hub's namespace kube-system, by which it proves who it is: `kubectl get namespace kube-system -o yaml`. */
  clusterId: z.string().regex(UUID, "the UID of a namespace, like 7d2c0a5e-1f7b-4c1e-9a53-0c2f5b1d8e64"),
  /** `retired`: the apps that the centre handed out are gone; the next change may remove the membership. */
  state: z.enum(lifeStates).default("active"),
});

/** sites/<region>/region.yaml: one province with its hub, its repository and its Pulumi stack. */
export const regionSchema = z.strictObject({
  name: regionName,
  /** `retired`: it has no sites any more; the next change may remove it. Its repository stays, and nobody writes it then. */
  state: z.enum(lifeStates).default("active"),
  /** GB/T 2260 code of the province, two digits, quoted. */
  code: z.string().regex(/^\d{2}$/, 'a two-digit GB/T 2260 code in quotes, like "44"'),
  /** Of the servers, too. */
  timezone: z.enum(timeZones, "an IANA time zone, like Asia/Shanghai"),
  /** Absent: as the fleet says. */
  delivery: deliverySchema.optional(),
  /** Absent where all sites stand alone. */
  hub: z
    .strictObject({
      profile: profileReference,
      endpoint: httpsUrl,
      /** `restoring` while the hub comes back from a back-up. */
      state: z.enum(hubStates).default("active"),
      /** Absent: the centre hands nothing out to it. */
      federation: membershipSchema.optional(),
    })
    .optional(),
  /**
   * How the centre comes to the region's servers. `pull`: not at all, everything there pulls. `gateway`: by one server of the
   * region that is a node of the centre, on which runs what builds the clusters.
   */
  reach: z.enum(["pull", "gateway"]).default("pull"),
  /** The nodes site of the region whose one server that is. */
  gateway: siteName.optional(),
  /** Another that stands by: its server is a node of the centre and runs nothing. */
  spareGateway: siteName.optional(),
  /** Of what only the hub's etcd knows; absent: nothing is backed up. */
  backup: backupSchema.optional(),
  network: z
    .strictObject({
      /** All node networks of the region lie inside it; one value or a pair (IPv4, IPv6). */
      supernet: cidrs,
      /** BGP autonomous system number, private use (RFC 6996). */
      asn: z
        .int("an autonomous system number")
        .min(1, "an autonomous system number")
        .max(4294967294, "an autonomous system number"),
      /** What sites with `network: auto` get their networks from; absent: every site states its own. */
      plan: networkPlanSchema.optional(),
    })
    .superRefine(({ supernet, plan }, context) => {
      const supernets = [supernet].flat().flatMap((text) => parseCidr(text) ?? []);
      for (const text of plan ? [plan.nodes].flat() : []) {
        const network = parseCidr(text);
        if (!network || supernets.some((each) => contains(each, network))) continue;
        const message = `networks inside the supernet ${[supernet].flat().join(", ")}`;
        context.addIssue({ code: "custom", path: ["plan", "nodes"], message });
      }
    }),
  /** Besides the fleet's; a bundle of the same name replaces it. */
  trust: trustSchema.optional(),
  /** Besides the fleet's; a user of the same name replaces it. */
  users: usersSchema.optional(),
  parameters: parametersSchema.default({}),
  /** Holds for the hub and for every site's cluster. */
  orphan: orphanSchema.default([]),
  /** Holds for the hub and for every site's cluster. */
  retire: retireSchema.default([]),
});

export type RegionSpec = z.output<typeof regionSchema>;
