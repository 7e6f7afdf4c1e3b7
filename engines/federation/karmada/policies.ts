/** Where an object goes, and what differs there: one policy of each sort an object, by its exact name. */

import type { JsonObject } from "../../../model/json.ts";
import type { KubernetesObject, ObjectMeta } from "../../../model/manifest.ts";
import type { Resource } from "./resources.ts";

/**
 * The hubs that get the object. A hub that the app leaves stays listed and is excluded: so the object goes from there
 * while its overrides are still known, and a later change takes both away.
 *
 * Every hub gets all of it. A hub that cannot be reached keeps what it has: it tolerates what Karmada taints it with, for
 * ever. The hubs are named one by one, without spread constraints: the scheduler of v1.16 divides by zero and ends when they
 * are grouped by region and none has room for the object (pkg/scheduler/core/spreadconstraint, calcGroupScoreForDuplicate).
 * Dependencies have policies of their own, since what Karmada finds by itself follows other rules of conflicts
 * (karmada-io/karmada#6362).
 */
export function propagationPolicy(resource: Resource): KubernetesObject {
  const { app, places } = resource;
  const clusterNames = places.map(({ cluster }) => cluster);
  const exclude = places.filter(({ leaves }) => leaves).map(({ cluster }) => cluster);
  return {
    apiVersion: "policy.karmada.io/v1alpha1",
    kind: "PropagationPolicy",
    metadata: metadataOf(resource),
    spec: {
      resourceSelectors: [selectorOf(resource)],
      placement: {
        clusterAffinity: { clusterNames, ...(exclude.length > 0 && { exclude }) },
        clusterTolerations: ["not-ready", "unreachable"].map((taint) => ({
          key: `cluster.karmada.io/${taint}`,
          operator: "Exists",
          effect: "NoExecute",
        })),
        replicaScheduling: { replicaSchedulingType: "Duplicated" },
      },
      conflictResolution: app.spec.federate?.takesOver ? "Overwrite" : "Abort",
      preemption: "Never",
      priority: 0,
      propagateDeps: false,
      preserveResourcesOnDeletion: false,
    },
  };
}

/** One for all hubs, a rule for each difference; none for an object that is everywhere the same. */
export function overridePolicies(resource: Resource): readonly KubernetesObject[] {
  const differing = resource.places.filter(({ patch }) => patch.length > 0);
  if (differing.length === 0) return [];
  const rules = Map.groupBy(differing, ({ patch }) => JSON.stringify(patch)).values();
  return [
    {
      apiVersion: "policy.karmada.io/v1alpha1",
      kind: "OverridePolicy",
      metadata: metadataOf(resource),
      spec: {
        resourceSelectors: [selectorOf(resource)],
        overrideRules: [...rules].map((same) => ({
          targetCluster: { clusterNames: same.map(({ cluster }) => cluster) },
          overriders: { plaintext: (same[0] as (typeof same)[number]).patch.map((each) => ({ ...each })) },
        })),
      },
    },
  ];
}

function metadataOf({ app, template }: Resource): ObjectMeta {
  const { kind, metadata } = template;
  return {
    name: `${kind.toLowerCase()}-${metadata.name}`,
    namespace: app.namespace,
    labels: {
      "app.kubernetes.io/name": app.spec.name,
      "app.kubernetes.io/part-of": app.spec.tenant,
    },
  };
}

function selectorOf({ app, template: { apiVersion, kind, metadata } }: Resource): JsonObject {
  return { apiVersion, kind, namespace: app.namespace, name: metadata.name };
}
