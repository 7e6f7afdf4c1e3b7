/** The tables of engines by name, in which a missing one does not compile. */

/** The engines by name. A name of the model without its engine does not compile. */
import type { PlacementName } from "../model/app-file.ts";
import type { DeliveryName } from "../model/delivery.ts";
import type { Federation } from "../model/federation.ts";
import type { ClusterProvisioner, NodeRuntime } from "../model/provisioner.ts";
import { argocd } from "./delivery/argocd/argocd.ts";
import { flux } from "./delivery/flux/flux.ts";
import type { DeliveryEngine, NodeRuntimeEngine, PlacementEngine, ProvisioningEngine } from "./engine.ts";
import { karmada } from "./federation/karmada/karmada.ts";
import type { FederationEngine } from "./federation-engine.ts";
import { kubeedge } from "./node-runtime/kubeedge/kubeedge.ts";
import { openyurt as openyurtRuntime } from "./node-runtime/openyurt/openyurt.ts";
import { superedge as superedgeRuntime } from "./node-runtime/superedge/superedge.ts";
import { kubeedgePlacement } from "./placement/kubeedge/kubeedge.ts";
import { native } from "./placement/native/native.ts";
import { openyurt } from "./placement/openyurt/openyurt.ts";
import { superedge } from "./placement/superedge/superedge.ts";
import { capiDev } from "./provisioning/capi-dev/capi-dev.ts";
import { capiMetal3 } from "./provisioning/capi-metal3/capi-metal3.ts";
import { capiVsphere } from "./provisioning/capi-vsphere/capi-vsphere.ts";
import { eggo } from "./provisioning/eggo/eggo.ts";
import { existing } from "./provisioning/existing/existing.ts";
import { kairos } from "./provisioning/kairos/kairos.ts";

/** An engine that the words of the model know and this version cannot drive. */
interface UnimplementedEngine {
  readonly name: string;
  readonly unimplemented: true;
  readonly alternative: string;
}

/** All that a compilation may lower with. */
export interface EngineTables {
  readonly deliveries: { readonly [N in DeliveryName]: DeliveryEngine };
  readonly provisioners: {
    readonly [N in ClusterProvisioner["engine"]]: ProvisioningEngine<Extract<ClusterProvisioner, { engine: N }>>;
  };
  readonly runtimes: {
    readonly [N in NodeRuntime["engine"]]: NodeRuntimeEngine<Extract<NodeRuntime, { engine: N }>>;
  };
  readonly federations: {
    readonly [N in Federation["engine"]]: FederationEngine<Extract<Federation, { engine: N }>>;
  };
  readonly placements: { readonly [N in PlacementName]: PlacementEngine | UnimplementedEngine };
}

export const engines: EngineTables = {
  deliveries: { flux, argocd },
  provisioners: { kairos, "capi-metal3": capiMetal3, "capi-vsphere": capiVsphere, "capi-dev": capiDev, eggo, existing },
  runtimes: { kubeedge, openyurt: openyurtRuntime, superedge: superedgeRuntime },
  federations: { karmada },
  placements: {
    native,
    superedge,
    kubeedge: kubeedgePlacement,
    openyurt,
    karmada: {
      name: "karmada",
      unimplemented: true,
      alternative: "use placement: native, and federate for what the centre shall hand out to hubs",
    },
  },
};
