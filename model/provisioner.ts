import type { Architecture } from "./zone-file.ts";

/** An image of a profile, named relative to the fleet's first registry. */
export interface ProfileImage {
  /** Path below the registry, like `cilium/cilium`. */
  readonly name: string;
  /** Exact tag; floating tags are refused. */
  readonly tag: string;
  readonly architectures: readonly Architecture[];
}

/** Kairos: immutable OS with A/B images and K3s inside (kairos.io, operator.kairos.io/v1alpha1). */
export interface KairosProvisioner {
  readonly engine: "kairos";
  /** OS image for installation and upgrade; its version triple must change with its content. */
  readonly os: ProfileImage;
  readonly k3s: string;
  /** How many nodes of one site may upgrade at the same time; NodeOpUpgrade's own default is all. */
  readonly concurrency: number;
}

/** Cluster API v1beta2 with Metal3 and kubeadm. */
export interface CapiMetal3Provisioner {
  readonly engine: "capi-metal3";
  readonly kubernetes: string;
  /** Path of the OS image below `https://<first registry>/`, one for each architecture. */
  readonly images: Readonly<Record<Architecture, { readonly path: string; readonly sha256: string }>>;
  /** Additional servers a rollout may take at a time: 0 or 1 (KubeadmControlPlane maxSurge). */
  readonly maxSurge: 0 | 1;
}

/** KubeEdge: the servers become nodes of the region's hub. */
export interface KubeEdgeProvisioner {
  readonly engine: "kubeedge";
  readonly version: string;
}

/** The cluster is there already and someone else looks after its servers. */
export interface ExistingProvisioner {
  readonly engine: "existing";
}

export type Provisioner = KairosProvisioner | CapiMetal3Provisioner | KubeEdgeProvisioner | ExistingProvisioner;
export type ProvisionerName = Provisioner["engine"];
