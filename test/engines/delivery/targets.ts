import type { DeliveryScope } from "../../../engines/engine.ts";
import type { HelmRelease } from "../../../model/manifest.ts";

const site = "sites/shenzhen/sz-nanshan-01";

const plain = { suspended: false, orphaned: false } as const;

/** A cluster site with two layers, one tenant and that tenant's apps. */
export const siteTarget: DeliveryScope = {
  cluster: "sz-nanshan-01",
  repository: "https://git.panji.example/fleet/guangdong.git",
  home: site,
  root: `${site}/00-delivery`,
  folders: [
    { name: "30-cilium", path: `${site}/30-cilium`, dependsOn: [], order: 30, ...plain },
    { name: "50-tenants", path: `${site}/50-tenants`, dependsOn: ["30-cilium"], order: 50, ...plain },
    {
      name: "80-apps-retail",
      path: `${site}/80-apps-retail`,
      dependsOn: ["50-tenants"],
      order: 80,
      tenant: { name: "retail", namespace: "retail" },
      ...plain,
    },
  ],
  tenants: [{ name: "retail", namespaces: ["retail", "retail-batch"] }],
  registry: "registry.panji.example",
  suspended: false,
};

export const heldTarget: DeliveryScope = { ...siteTarget, suspended: true };

export const ociChart: HelmRelease = {
  name: "cilium",
  namespace: "kube-system",
  source: { kind: "oci", url: "oci://registry.panji.example/charts/cilium", version: "1.18.4" },
  values: { kubeProxyReplacement: true },
};

export const gitChart: HelmRelease = {
  name: "cloudcore",
  namespace: "kubeedge",
  source: {
    kind: "git",
    url: "https://git.panji.example/mirror/kubeedge.git",
    tag: "v1.23.1",
    path: "manifests/charts/cloudcore",
  },
  values: {},
};
