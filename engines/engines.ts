import type { PlacementName } from "../model/app-file.ts";
import type { Provisioner, ProvisionerName } from "../model/provisioner.ts";
import type { DeliveryName } from "../model/region-file.ts";
import { argocd } from "./delivery/argocd/argocd.ts";
import { flux } from "./delivery/flux/flux.ts";
import type { AbsentEngine, DeliveryEngine, NodeRuntimeEngine, PlacementEngine, ProvisioningEngine } from "./engine.ts";
import { kubeedge } from "./node-runtime/kubeedge/kubeedge.ts";
import { native } from "./placement/native/native.ts";
import { capiMetal3 } from "./provisioning/capi-metal3/capi-metal3.ts";
import { existing } from "./provisioning/existing/existing.ts";
import { kairos } from "./provisioning/kairos/kairos.ts";

/** The engines by name. A name of the model without its engine does not compile. */
export const deliveries: Readonly<Record<DeliveryName, DeliveryEngine>> = { flux, argocd };

/** The settings that belong to a provisioner's name. */
type SettingsOf<N extends ProvisionerName> = Extract<Provisioner, { engine: N }>;

export const provisioners: { readonly [N in ProvisionerName]: ProvisioningEngine<SettingsOf<N>> } = {
  kairos,
  "capi-metal3": capiMetal3,
  kubeedge,
  existing,
};

/** Provisioners whose servers become nodes of the hub. */
export const nodeRuntimes: { readonly [N in ProvisionerName]?: NodeRuntimeEngine<SettingsOf<N>> } = { kubeedge };

export const placements: { readonly [N in PlacementName]: PlacementEngine | AbsentEngine } = {
  native,
  superedge: absent("superedge"),
  kubeedge: absent("kubeedge"),
  openyurt: absent("openyurt"),
  karmada: absent("karmada"),
};

/** Named by the model and not driven by this version. Native placement does most of what they do. */
function absent(name: PlacementName): AbsentEngine {
  return {
    name,
    absent: true,
    alternative: "use placement: native, which makes one Deployment a zone and covers new zones by itself",
  };
}
