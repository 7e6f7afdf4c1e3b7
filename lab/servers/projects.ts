import type { Project } from "./definitions.ts";

const flux = [
  "github.com/fluxcd/source-controller",
  "github.com/fluxcd/kustomize-controller",
  "github.com/fluxcd/helm-controller",
] as const;

/** Definitions that a region's hub with Flux has once its charts are installed. */
export const hubProjects: readonly Project[] = [
  ...flux,
  "github.com/external-secrets/external-secrets",
  "github.com/kubeedge/kubeedge",
  "github.com/metal3-io/baremetal-operator",
  "github.com/metal3-io/cluster-api-provider-metal3",
  "github.com/metal3-io/ip-address-manager",
  "sigs.k8s.io/cluster-api",
  "sigs.k8s.io/cluster-api-operator",
];

/** Definitions that a cluster site with Flux has once its charts are installed. */
export const siteProjects: readonly Project[] = [
  ...flux,
  "github.com/external-secrets/external-secrets",
  "github.com/kairos-io/kairos-operator",
];
