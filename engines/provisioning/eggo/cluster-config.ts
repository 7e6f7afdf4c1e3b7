/** The file that `eggo deploy` reads. */

import type { Host } from "../../../constructs/host.ts";
import type { Site } from "../../../constructs/site.ts";
import { formatAddress, isIpv6, offset, parseCidr } from "../../../model/network.ts";
import { type EggoProvisioner, mirroredImage } from "../../../model/provisioner.ts";
import { architectures } from "../../../model/zone-file.ts";
import { nodeLabelArguments } from "../../node-labels.ts";
import { SSH_KEY } from "../../ssh-key.ts";
import { apiAddress, balancer } from "./api-address.ts";
import { API_PORT, PACKAGES_FOLDER, SSH_PORT } from "./places.ts";

/** Where each runtime listens; the kubelet finds Docker by itself (pkg/clusterdeployment/binary/commontools/systemdservices.go). */
const ENDPOINTS = {
  isulad: "unix:///var/run/isulad.sock",
  containerd: "unix:///run/containerd/containerd.sock",
  docker: undefined,
} as const;

/** Where the archive of an architecture lies when eggo runs. */
export function archivePath(arch: string): string {
  return `${PACKAGES_FOLDER}/packages-${arch}.tar.gz`;
}

/**
 * A cluster as eggo's own code spells it (cmd/api.go at cb51e25): `dnsaddr`, `pluginargs` and `timeout`, whatever its documents
 * say; a key that it does not know is dropped without a word. Every control plane is a worker too: without a kubelet
 * there the API server could reach no pod. Control planes keep etcd.
 */
export function clusterConfig(site: Site, provisioner: EggoProvisioner) {
  const { install, runtime, images, openPorts, user = "root" } = provisioner;
  const masters = site.controlPlanes.map(server);
  const services = site.network.services[0] ?? "10.32.0.0/16";
  const api = apiAddress(site, provisioner);
  const inUse = architectures.filter((arch) => site.hosts.some(({ spec }) => spec.arch === arch));
  const endpoint = ENDPOINTS[runtime];
  const balancing = balancer(site, provisioner);
  return {
    "cluster-id": site.name,
    username: user,
    "private-key-path": SSH_KEY,
    masters,
    workers: site.hosts.map(server),
    etcds: masters,
    ...(balancing && { loadbalance: { ...server(balancing), "bind-port": API_PORT } }),
    "external-ca": false,
    service: {
      cidr: services,
      dnsaddr: addressIn(services, 10),
      gateway: addressIn(services, 1),
      // Of the packages: the image of a pod would come from docker.io (pkg/clusterdeployment/binary/coredns/constants.go).
      dns: { corednstype: "binary" },
    },
    // No plugin: eggo reads it and applies none (nothing calls SetupNetwork). The network is the first agent's.
    network: { podcidr: site.network.pods[0] ?? "10.244.0.0/16" },
    "apiserver-endpoint": `${api}:${API_PORT}`,
    "apiserver-cert-sans": { dnsnames: [], ips: [...new Set([api, ...masters.map(({ ip }) => ip)])] },
    "apiserver-timeout": "120s",
    "etcd-token": `etcd-${site.name}`,
    "dns-vip": addressIn(services, 10),
    "dns-domain": "cluster.local",
    "pause-image": mirroredImage(site.registry, images.pause),
    "network-plugin": "cni",
    "cni-bin-dir": "/opt/cni/bin",
    runtime,
    ...(endpoint !== undefined && { "runtime-endpoint": endpoint }),
    "registry-mirrors": [runtime === "docker" ? `https://${hostOf(site.registry)}` : hostOf(site.registry)],
    "insecure-registries": [],
    "config-extra-args": [{ name: "kubelet", "extra-args": { "--node-labels": nodeLabelArguments(site).join(",") } }],
    "open-ports": { ...openPorts },
    install: {
      "package-source": {
        type: "tar.gz",
        srcpath: Object.fromEntries(inUse.map((arch) => [arch, archivePath(arch)])),
      },
      etcd: install.etcd,
      "kubernetes-master": install.master,
      "kubernetes-worker": install.worker,
      network: install.network,
      container: install.container,
      dns: install.dns,
      ...(balancing && { loadbalance: install.loadbalance ?? [] }),
      ...(install.image && { image: install.image }),
      ...(install.addition && { addition: install.addition }),
    },
  };
}

function server({ name, address, spec: { arch } }: Host) {
  return { name, ip: address, port: SSH_PORT, arch };
}

/** The n-th address of a network; its text where it is of IPv6, which `fields` refuses. */
function addressIn(network: string, n: number): string {
  const cidr = parseCidr(network);
  return cidr === undefined || isIpv6(network) ? network : formatAddress(offset(cidr.first, n));
}

/** Without a path: mirrors are hosts. */
function hostOf(registry: string): string {
  return registry.replace(/\/.*$/, "");
}
