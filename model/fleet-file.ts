/** The schema of sites/fleet.yaml and the types inferred from it. */

import { z } from "zod";
import { cidr } from "./address-scalars.ts";
import { artifactsSchema } from "./artifacts-file.ts";
import { clusterSizesSchema, quotaSchema } from "./cluster-size-file.ts";
import { consulAgentsSchema } from "./consul-file.ts";
import { deliverySchema } from "./delivery-file.ts";
import { hardwareClassesSchema } from "./hardware-file.ts";
import { lifeStates } from "./life-state.ts";
import {
  fleetName,
  groupName,
  httpsUrl,
  namespaceName,
  profileReference,
  reconcilerName,
  repositoryBase,
  secretName,
  tenantName,
} from "./scalars.ts";
import { registrySchema, trustSchema, usersSchema } from "./trust-file.ts";

/** Values by parameter name; the pinned profiles declare which names exist and what they may hold. */
export const parametersSchema = z.record(z.string(), z.json());

/**
 * Reconcilers whose objects stay in the cluster when the reconciler goes (Flux `deletionPolicy: Orphan`, kubectl
 * `--cascade=orphan`), by the names of their folders; they apply as before and delete nothing. They are meant for the
 * time of a rename: see docs/guide-operator.md.
 */
export const orphanSchema = z.array(reconcilerName);

/**
 * Reconcilers whose objects may be deleted by the next change, with the data that they hold, by the names of their
 * folders. The first of two steps: publish it, remove the layer with a later change, then take the name out.
 */
export const retireSchema = z.array(reconcilerName);

const centreSchema = z.strictObject({
  profile: profileReference,
  endpoint: httpsUrl,
  /** What pulls the centre's own repository; absent: as the fleet says. */
  delivery: deliverySchema.optional(),
});

const tenantSchema = z
  .strictObject({
    name: tenantName,
    /** `retired`: its apps go and its namespaces stay; the next change may remove the entry, and with it all their data. */
    state: z.enum(lifeStates).default("active"),
    /** Namespaces the tenant owns in every cluster; the first is where its apps go. */
    namespaces: z.array(namespaceName).min(1, "at least one namespace"),
    /** Of its namespaces those that the next change may remove with all that is in them; no app goes there. */
    retiredNamespaces: z.array(namespaceName).default([]),
    /** Namespaces that come from another tenant with all that is in them; meant for the change that moves them. */
    takesOver: z.array(z.strictObject({ namespace: namespaceName, from: tenantName })).default([]),
    /** Groups of the identity provider that may work in the namespaces; names in `system:` are Kubernetes' own. */
    owners: z.array(groupName).min(1, "at least one owner group"),
    /** Address ranges that the tenant's apps may reach by their `egress`; 0.0.0.0/0 is the internet without private ranges. */
    egress: z.array(cidr).default([]),
    /** Of clusters for a time; absent: the tenant has none. */
    quota: quotaSchema.optional(),
  })
  .superRefine(({ state, namespaces, retiredNamespaces, takesOver }, context) => {
    for (const [index, { namespace }] of takesOver.entries()) {
      if (namespaces.includes(namespace)) continue;
      const message = "one of the tenant's namespaces, which is listed in the same change";
      context.addIssue({ code: "custom", path: ["takesOver", index, "namespace"], message });
    }
    for (const [index, name] of retiredNamespaces.entries()) {
      if (namespaces.includes(name)) continue;
      const message = "one of the tenant's namespaces, which stays listed until it is removed";
      context.addIssue({ code: "custom", path: ["retiredNamespaces", index], message });
    }
    if (state === "active" && namespaces.every((name) => retiredNamespaces.includes(name))) {
      const message = "a namespace that stays, or state: retired for the tenant";
      context.addIssue({ code: "custom", path: ["retiredNamespaces"], message });
    }
  });

/** sites/fleet.yaml: what is true for the whole fleet. */
export const fleetSchema = z.strictObject({
  name: fleetName,
  hierarchy: z.strictObject({
    regions: z.int("a whole number of regions").min(1, "at least one region"),
    maxSitesPerRegion: z.int("a whole number of sites").min(1, "at least one site"),
  }),
  /** Repositories are `<repositories>/<region>.git` and `<repositories>/centre.git`. */
  repositories: repositoryBase,
  /** Secret beside each cluster's delivery agent with the credentials of the repositories; absent: read without any. */
  repositorySecret: secretName.optional(),
  /** Of regions and of a centre that say none themselves. */
  delivery: deliverySchema.default("flux"),
  /** Where artifacts of the repositories lie, for those whose delivery has `source: oci`. */
  artifacts: artifactsSchema.optional(),
  /** Images and charts come from here only; the first one is where the shipped profiles are mirrored. */
  registries: z.array(registrySchema).min(1, "at least one registry"),
  /** Authorities that every host and every cluster trusts, besides those of its system. */
  trust: trustSchema.optional(),
  /** Who may log in at every server. */
  users: usersSchema.optional(),
  centre: centreSchema,
  parameters: parametersSchema.default({}),
  /** Classes of servers, by the names that hosts give: what pods of a server may ask for together, and the system with them. */
  hardware: hardwareClassesSchema.default({}),
  tenants: z.array(tenantSchema).default([]),
  /** Agents of Consul at servers that are nodes of a hub; absent: there are none. */
  consul: consulAgentsSchema.optional(),
  /** Sizes of clusters for a time, by name. */
  clusterSizes: clusterSizesSchema.optional(),
  /** Holds for every cluster of the fleet, hubs and centre included. */
  orphan: orphanSchema.default([]),
  /** Holds for every cluster of the fleet, hubs and centre included. */
  retire: retireSchema.default([]),
  /**
   * Sites that one run may delete from one region beyond the standing budget (2 %, at least one), and as many tenants,
   * namespaces, apps with volumes, layers and regions beyond the one of each repository.
   * Raise it in the change that removes them and take it back afterwards.
   */
  allowDelete: z.int("a whole number").min(0, "zero or more").optional(),
});

export type FleetSpec = z.output<typeof fleetSchema>;
export type CentreSpec = z.output<typeof centreSchema>;
export type TenantSpec = z.output<typeof tenantSchema>;

/** Namespaces of the tenant that the next change may remove. */
export function retiredNamespacesOf({ state, namespaces, retiredNamespaces }: TenantSpec): readonly string[] {
  return state === "retired" ? namespaces : retiredNamespaces;
}

export type Parameters = z.output<typeof parametersSchema>;
