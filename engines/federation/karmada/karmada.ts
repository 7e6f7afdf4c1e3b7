import type { KarmadaFederation } from "../../../model/federation.ts";
import { federatedLayer } from "../../../model/layout.ts";
import { tcp } from "../../../model/traffic.ts";
import type { Artifact } from "../../artifact.ts";
import type { FederationEngine, FederationScope } from "../../federation-engine.ts";
import { agentObjects } from "./agent.ts";
import { deliveryRights } from "./delivery-rights.ts";
import { karmadaExample } from "./example.ts";
import { karmadaKinds } from "./kinds.ts";
import { memberObjects, sharedObjects } from "./members.ts";
import { CLUSTER_NAMESPACE, KUBECONFIG, NAMESPACE, REMOTE } from "./names.ts";
import { overridePolicies, propagationPolicy } from "./policies.ts";
import { resourcesOf } from "./resources.ts";
import { unsupportedByKarmada } from "./unsupported.ts";

/**
 * Karmada 1.16 at the centre: policy.karmada.io/v1alpha1, cluster.karmada.io/v1alpha1. Its members are hubs, in pull mode.
 *
 * Can: hand an app out to the hubs of regions, each with its differences; take it back from one region or from all of them
 * before its policies go; leave an app alone on a hub that cannot be reached. The hub's own repository keeps namespaces,
 * quotas, network policies and secrets of tenants, so that nothing at the centre can delete them.
 * Cannot: reach sites that are clusters of their own (they pull from Git), claims (a policy that goes would delete
 * them), a centre whose delivery runs hooks of charts at each sync (the chart's own makes all certificates anew).
 * An agent is no part of Git's secrets: its kubeconfig comes out of the secret store of the hub.
 */
export const karmada: FederationEngine<KarmadaFederation> = {
  name: "karmada",
  kinds: karmadaKinds,
  namespaces: [NAMESPACE, CLUSTER_NAMESPACE],
  needs: { centre: true },
  example: karmadaExample,
  // NodePort of its API server in the layer karmada of the centre; members pull, so nothing goes the other way.
  centrePorts: tcp(32443),
  unsupported: unsupportedByKarmada,
  lower: (scope, settings) =>
    scope.members.length === 0 ? [] : [access(scope, settings), members(scope), ...apps(scope)],
  atMember: (hub, settings) => [
    {
      kind: "objects",
      audience: { kind: "hub", region: hub.region.name },
      owner: hub.path,
      // Among what waits for the tenants' namespaces, in which it gets its rights.
      slot: { category: "app", layer: "karmada-agent", privileged: false, awaited: false },
      objects: agentObjects(hub, settings),
    },
  ],
};

/** What lets the centre's delivery reach the control plane, once the chart has made it. */
function access(scope: FederationScope, settings: KarmadaFederation): Artifact {
  const { centre } = scope;
  return {
    kind: "objects",
    audience: centre.ref,
    owner: centre.path,
    slot: { category: "addon", layer: "federation-access", privileged: false, awaited: true },
    objects: deliveryRights(scope, settings),
    remotes: [{ name: REMOTE, kubeconfig: KUBECONFIG }],
  };
}

function members({ centre, members: hubs, tenants }: FederationScope): Artifact {
  return {
    kind: "objects",
    audience: centre.ref,
    owner: centre.path,
    slot: { category: "app", layer: "federation", privileged: false, awaited: false, remote: REMOTE },
    objects: [...sharedObjects(tenants), ...hubs.flatMap(memberObjects)],
  };
}

/** One folder a tenant. What a folder holds is applied in the order of kinds: objects of apps, overrides, then placement. */
function apps({ centre, apps: all }: FederationScope): readonly Artifact[] {
  return [...Map.groupBy(all, ({ tenant }) => tenant.name)].map(([tenant, own]): Artifact => {
    const resources = own.flatMap(resourcesOf);
    return {
      kind: "objects",
      audience: centre.ref,
      owner: centre.path,
      slot: {
        category: "app",
        layer: federatedLayer(tenant),
        privileged: false,
        awaited: false,
        remote: REMOTE,
        of: tenant,
      },
      objects: [
        ...resources.map(({ template }) => template),
        ...resources.flatMap(overridePolicies),
        ...resources.map(propagationPolicy),
      ],
    };
  });
}
