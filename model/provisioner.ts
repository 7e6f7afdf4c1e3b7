/** The settings of each provisioner, as profiles give them. */

import type { Architecture } from "./zone-file.ts";

/**
 * What a Kubernetes is called that a profile brings; a node runtime's kubelet goes by the runtime's name. `packaged`: the
 * programs of Kubernetes as an operating system packs them, each a service of systemd.
 */
export type Distribution = "k3s" | "kubeadm" | "packaged" | "kubeedge" | "superedge";

/** An image of a profile, named relative to the fleet's first registry. */
export interface ProfileImage {
  /** Path below the registry, like `cilium/cilium`. */
  readonly name: string;
  /** Exact tag; floating tags are refused. */
  readonly tag: string;
  readonly architectures: readonly Architecture[];
}

/** The image as a host or a pod names it: in the fleet's mirror, with its exact tag. */
export function mirroredImage(registry: string, image: ProfileImage): string {
  return `${registry}/${image.name}:${image.tag}`;
}

/**
 * Parameters that provisioners read where the profile declares them, all of them optional:
 * `ntp` and `dns` (lists of names or addresses), `gateway` (an address; otherwise the first of the
 * site's node network), `sshKeys` (public keys of the operators), `releasedHosts` (names of servers that leave the site).
 */
export type HostParameter = "ntp" | "dns" | "gateway" | "sshKeys" | "releasedHosts";

/** Parameters of hubs that provisioners ask for, where the hub's profile declares them. */
export type HubParameter = "ironicAddress";

/** Parts that K3s brings along and installs unless they are disabled (docs.k3s.io, packaged components). */
export type K3sComponent = "coredns" | "local-storage" | "metrics-server" | "servicelb" | "traefik";

/** Kairos: immutable OS with A/B images and K3s inside (kairos.io, operator.kairos.io/v1alpha1). */
export interface KairosProvisioner {
  readonly engine: "kairos";
  /** OS image for installation and upgrade; its version triple must change with its content. */
  readonly os: ProfileImage;
  readonly k3s: string;
  /** How many nodes of one site may upgrade at the same time; NodeOpUpgrade's own default is all. */
  readonly concurrency: number;
  /** kube-vip, which holds the address of the control plane. Without it sites cannot have a `vip`. */
  readonly kubeVip?: ProfileImage;
  /** Image with `sh`, `helm` and `kubectl`, which installs the network and the first agent. */
  readonly installer?: ProfileImage;
  /** Parts of K3s that layers replace; when absent local-storage, servicelb and traefik. */
  readonly disable?: readonly K3sComponent[];
  /** K3s runs kube-proxy, for networks that do not replace it. */
  readonly kubeProxy?: boolean;
  /** Servers of a site give each other the images they have (K3s' embedded registry). */
  readonly embeddedRegistry?: boolean;
  /**
   * Size of the partition with the OS images, in MiB, which holds three of them and cannot grow on a living host. Kairos
   * makes it bigger when the first image asks for more. When absent 24576.
   */
  readonly statePartition?: number;
  /** Folders of the hosts that must outlive a reboot, besides those that Kairos keeps by itself. */
  readonly persistent?: readonly string[];
  /**
   * Folders in which the profile's storage drivers keep volumes, of which a site uses one: where a disk for volumes is
   * mounted. Without any a site can have no such disk.
   */
  readonly volumes?: readonly string[];
  /** Where the operator runs; when absent `operator-system`, as in its own manifests. */
  readonly operatorNamespace?: string;
}

/** What Cluster API with kubeadm is told on every infrastructure. */
export interface ClusterApiSettings {
  /** Like `v1.33.10`. */
  readonly kubernetes: string;
  /** Additional servers a rollout may take at a time: 0 or 1 (KubeadmControlPlane maxSurge). */
  readonly maxSurge: 0 | 1;
}

/** Cluster API v1beta2 with Metal3 and kubeadm. */
export interface CapiMetal3Provisioner extends ClusterApiSettings {
  readonly engine: "capi-metal3";
  /** Path of the OS image below `https://<first registry>/`; its SHA-256 lies beside it, at `<path>.sha256`. */
  readonly images: Readonly<Record<Architecture, string>>;
  /** kube-vip, which holds the address of the control plane; kubeadm needs one that outlives the first server. */
  readonly kubeVip: ProfileImage;
  /** Image with `sh`, `helm` and `kubectl`, which installs the network and the first agent. */
  readonly installer: ProfileImage;
  /** Path of Kubernetes' own images below the first registry, like `kubernetes`; coredns lies there too. */
  readonly imageRepository: string;
  /** ClusterSecretStore on the hub with the BMC accounts, at `bmc/<machine id>`: username, password. */
  readonly secretStore: string;
}

/** Cluster API v1beta2 with virtual machines of vSphere and kubeadm. */
export interface CapiVsphereProvisioner extends ClusterApiSettings {
  readonly engine: "capi-vsphere";
  /** Of the provider's own kinds. v1beta2 comes with provider 1.16; v1beta1 is all that an older one knows. */
  readonly api: "v1beta2" | "v1beta1";
  /** Name or inventory path, in every vCenter, of the template that machines are cloned from: Linux for amd64 with kubeadm. */
  readonly template: string;
  /** Of a machine whose host says no `hardware`. */
  readonly machine: { readonly cpus: number; readonly memoryMiB: number };
  /** kube-vip, which holds the address of the control plane; kubeadm needs one that outlives the first machine. */
  readonly kubeVip: ProfileImage;
  /** Image with `sh`, `helm` and `kubectl`, which installs the network and the first agent. */
  readonly installer: ProfileImage;
  /** Path of Kubernetes' own images below the first registry, like `kubernetes`; coredns lies there too. */
  readonly imageRepository: string;
  /** ClusterSecretStore on the hub with the accounts of vCenters, at `vsphere/<account>`: username, password. */
  readonly secretStore: string;
}

/** Cluster API's infrastructure for development, v1.13: machines that exist in memory or are containers of Docker. */
export interface CapiDevProvisioner extends ClusterApiSettings {
  readonly engine: "capi-dev";
  readonly backend:
    | { readonly kind: "inMemory" }
    | {
        readonly kind: "docker";
        /** Image of the containers, `kindest/node` of the Kubernetes version. */
        readonly node: ProfileImage;
        /** Image with `sh`, `helm` and `kubectl`, which installs the network and the first agent. */
        readonly installer: ProfileImage;
      };
}

/** Roles of a server to eggo; a control plane has all but the last. */
type EggoRole = "master" | "worker" | "etcd" | "loadbalance";

/** What eggo puts onto a server. */
export interface EggoItem {
  /** Names in the archive, with commas between them; of a package without its version. */
  readonly name: string;
  /**
   * `pkg`: an RPM of the archive's folder pkg/. `repo`: by the server's own package manager. `bin`, `dir`: files of bin/ and
   * dir/, copied to `dst`. `image`: an archive of image/, loaded by the runtime. `yaml`: applied once to the new cluster, out
   * of file/. `shell`: run at `schedule`, out of file/.
   */
  readonly type: "pkg" | "repo" | "bin" | "dir" | "image" | "yaml" | "shell";
  readonly dst?: string;
  readonly schedule?: "prejoin" | "postjoin" | "precleanup" | "postcleanup";
  /** Of a `shell`, as Go writes durations: `30s`. */
  readonly timeout?: string;
}

/** An archive with all that servers of one architecture get. */
interface EggoPackages {
  /** Path below `https://<first registry>/`. */
  readonly path: string;
  /** 64 hexadecimal digits. */
  readonly sha256: string;
}

/** eggo (openEuler, 1.0.0-alpha): Kubernetes out of packages, on servers that have their system already. */
export interface EggoProvisioner {
  readonly engine: "eggo";
  /** System of the servers, for whoever installs them; its `ID` in /etc/os-release is looked at before anything is done. */
  readonly os: { readonly name: string; readonly id: "openEuler" | "bclinux" };
  /** Of the packages, like `v1.25.3`. */
  readonly kubernetes: string;
  readonly runtime: "isulad" | "docker" | "containerd";
  /** By the architecture of the servers. */
  readonly packages: Readonly<Partial<Record<Architecture, EggoPackages>>>;
  /** What of the archive each part gets; without a list eggo takes its own from the package manager. */
  readonly install: {
    readonly etcd: readonly EggoItem[];
    readonly master: readonly EggoItem[];
    readonly worker: readonly EggoItem[];
    readonly network: readonly EggoItem[];
    readonly container: readonly EggoItem[];
    readonly dns: readonly EggoItem[];
    readonly loadbalance?: readonly EggoItem[];
    readonly image?: readonly EggoItem[];
    readonly addition?: Readonly<Partial<Record<EggoRole, readonly EggoItem[]>>>;
  };
  /** Ports of the servers' firewall besides those of Kubernetes itself. */
  readonly openPorts?: Readonly<
    Partial<Record<EggoRole, readonly { readonly port: number; readonly protocol: "tcp" | "udp" }[]>>
  >;
  /**
   * Before several control planes. `nginx`: eggo puts one onto the first worker. `external`: whatever answers at
   * `network.vip` and leads to port 6443 of the control planes; absent: `external`.
   */
  readonly loadBalancer?: "nginx" | "external";
  /** Account on the servers that may do everything by sudo; absent: root. */
  readonly user?: string;
  readonly images: {
    /** `sh`, `eggo`, `kubectl`, `curl`, `ssh`, `flock` and `sha256sum`. */
    readonly eggo: ProfileImage;
    /** Image with `sh`, `helm` and `kubectl`, which installs the network and the first agent. */
    readonly installer: ProfileImage;
    readonly pause: ProfileImage;
  };
  /** ClusterSecretStore on the hub with the SSH key of the servers, at `eggo/<site>`: privateKey. */
  readonly secretStore: string;
  /** `operator`: files for somebody who runs it by hand, at a site whose hub has no way to its servers. */
  readonly by?: "operator";
}

/** KubeEdge: the servers become nodes of the region's hub. */
export interface KubeEdgeProvisioner {
  readonly engine: "kubeedge";
  /** Like `v1.23.1`; also the tag of the mirrored repository and of every image. */
  readonly version: string;
  /**
   * The version that servers run which have joined, like `v1.23.0`: CloudCore has each of them upgraded when its site pins this
   * profile, and serves those of sites that still pin one of that version. Absent: nothing changes a server that has joined.
   */
  readonly upgradesFrom?: string;
  /** Images of CloudCore and its companions, of keadm's packages, and the sandbox image of the edge nodes. */
  readonly images: {
    readonly cloudcore: ProfileImage;
    readonly iptablesManager: ProfileImage;
    readonly controllerManager: ProfileImage;
    /** EdgeCore itself, as `keadm join` pulls it onto a server. */
    readonly installationPackage: ProfileImage;
    readonly pause: ProfileImage;
  };
  /** ClusterSecretStore on the hub with the certificate of the stream server, at `kubeedge/stream`. */
  readonly secretStore: string;
}

/** SuperEdge: the servers become nodes of the region's hub, with a kubelet that kubeadm joins behind a cache of the API server. */
export interface SuperEdgeProvisioner {
  readonly engine: "superedge";
  /** Like `v0.9.0`. */
  readonly version: string;
  /** Of kubeadm, kubelet and kube-proxy on the servers, like `v1.32.11`. */
  readonly kubernetes: string;
  readonly images: {
    readonly gridController: ProfileImage;
    readonly gridWrapper: ProfileImage;
    readonly siteManager: ProfileImage;
    readonly edgeHealth: ProfileImage;
    readonly edgeHealthAdmission: ProfileImage;
    readonly liteApiserver: ProfileImage;
    readonly tunnel: ProfileImage;
    readonly kubeProxy: ProfileImage;
  };
  /** ClusterSecretStore on the hub with certificates and tokens, below `superedge/`. */
  readonly secretStore: string;
}

/** OpenYurt: servers with an ordinary kubelet, whose requests go through YurtHub once they are nodes of the region's hub. */
export interface OpenYurtProvisioner {
  readonly engine: "openyurt";
  /** Like `v1.7.0`; also the tag of the mirrored repository and of every image. */
  readonly version: string;
  readonly images: {
    readonly yurtManager: ProfileImage;
    /** Puts YurtHub, which it brings, onto a server that has joined. */
    readonly nodeServant: ProfileImage;
  };
  /**
   * How long pods stay on a node that does not answer, as Go writes durations: `24h`. `0s`: for ever; otherwise they are
   * evicted then, and their replicas come up on other nodes of the zone.
   */
  readonly autonomy: string;
  /** User agents of the network's own programs, besides flanneld, whose answers YurtHub keeps for the time without a line. */
  readonly cacheAgents?: readonly string[];
}

/** The cluster is there already and someone else looks after its servers. */
export interface ExistingProvisioner {
  readonly engine: "existing";
}

/** Settings of what makes nodes of a site into a cluster of its own. */
export type ClusterProvisioner =
  | KairosProvisioner
  | CapiMetal3Provisioner
  | CapiVsphereProvisioner
  | CapiDevProvisioner
  | EggoProvisioner
  | ExistingProvisioner;
/** Settings of what makes servers into nodes of another cluster. */
export type NodeRuntime = KubeEdgeProvisioner | OpenYurtProvisioner | SuperEdgeProvisioner;
export type Provisioner = ClusterProvisioner | NodeRuntime;
