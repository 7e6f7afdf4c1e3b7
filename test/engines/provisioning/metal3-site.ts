/** Sites of Metal3 as tests ask for them. */

import type { Site } from "../../../constructs/site.ts";
import { capiMetal3 } from "../../../engines/provisioning/capi-metal3/capi-metal3.ts";
import type { KubernetesObject } from "../../../model/manifest.ts";
import type { CapiMetal3Provisioner } from "../../../model/provisioner.ts";
import { objectsFor, poolOf } from "../artifacts.ts";
import { agentBootstrap, type ExampleSite, exampleSite, image } from "./example-site.ts";

export const provisioner: CapiMetal3Provisioner = {
  engine: "capi-metal3",
  kubernetes: "v1.33.10",
  images: { amd64: "os/ubuntu-24.04-v1.33.10-amd64.qcow2", arm64: "os/ubuntu-24.04-v1.33.10-arm64.qcow2" },
  maxSurge: 0,
  kubeVip: image("kube-vip/kube-vip", "v1.2.3"),
  installer: image("alpine/k8s", "1.33.10"),
  imageRepository: "kubernetes",
  secretStore: "fleet",
};

export type Example = Omit<ExampleSite, "provisioner">;
const settingsOf = (settings: Partial<CapiMetal3Provisioner>) => ({ ...provisioner, ...settings });
export const lower = (site: Site, settings: CapiMetal3Provisioner, bootstrap = agentBootstrap) =>
  objectsFor(capiMetal3.lower({ site, pool: poolOf(site), bootstrap }, settings), "hub");
export const objectsOf = (example: Example = {}, settings: Partial<CapiMetal3Provisioner> = {}) => {
  const own = settingsOf(settings);
  return lower(exampleSite({ provisioner: own, ...example }), own);
};
export const ofKind = (objects: readonly KubernetesObject[], kind: string) =>
  objects.filter((each) => each.kind === kind);
export const spec = (object: KubernetesObject | undefined) => object?.["spec"] as Record<string, unknown>;

export const two = ["control-plane", "worker"] as const;
export const three = ["control-plane", "control-plane", "control-plane"] as const;
