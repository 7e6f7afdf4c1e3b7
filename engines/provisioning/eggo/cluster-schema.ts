/**
 * What a file for eggo may hold. Its reader is gopkg.in/yaml.v1, which drops a key that it does not know, and its checker
 * (cmd/checker.go at cb51e25) asks little: this is stricter than both, so that a file which passes here passes there and means
 * what it says.
 */

import { z } from "zod";
import { overlaps, parseAddress, parseCidr } from "../../../model/network.ts";

/** A DNS name in lower case, as Kubernetes takes it (k8s.io/apimachinery validation.IsDNS1123Subdomain). */
const name = z
  .string()
  .max(253)
  .regex(/^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/, "a name in lower case, like sz-mall-01");
const port = z.int().min(1, "a port").max(65535, "a port");
const address = z.string().refine((text) => text.includes(".") && parseAddress(text) !== undefined, "an IPv4 address");
const network = z.string().refine((text) => text.includes(".") && parseCidr(text) !== undefined, "an IPv4 network");
const absolute = z.string().startsWith("/", "an absolute path");
/** time.ParseDuration. */
const duration = z.string().regex(/^(\d+(\.\d+)?(h|m|s|ms))+$/, "a duration, like 30s");

/** Always with port and architecture: without a port eggo's checker refuses the file by another host's name. */
const host = z.strictObject({ name, ip: address, port, arch: z.enum(["amd64", "arm64"]) });

/** Folders that eggo removes from again (pkg/utils/dependency/pathwhitelist.go); elsewhere nothing is cleaned up. */
const REMOVABLE =
  /^\/(usr\/bin|usr\/local\/bin|opt\/cni\/bin|usr\/libexec\/cni|etc\/cni\/net\.d|etc\/kubernetes)(\/|$)|^\/(usr\/lib|etc)\/systemd\/system\/./;

const item = z
  .strictObject({
    name: z.string().regex(/^[\w.+-]+(,[\w.+-]+)*$/, "names with commas between them, like etcd,etcdctl"),
    // eggo knows a type `file` too, and copies none of them (pkg/utils/dependency/install.go, newBaseDependency).
    type: z.enum(["pkg", "repo", "bin", "dir", "image", "yaml", "shell"]),
    dst: absolute.optional(),
    schedule: z.enum(["prejoin", "postjoin", "precleanup", "postcleanup"]).optional(),
    timeout: duration.optional(),
  })
  .superRefine((each, context) => {
    const issue = (key: string, message: string) => context.addIssue({ code: "custom", path: [key], message });
    const isCopied = each.type === "bin" || each.type === "dir";
    if (isCopied && each.dst === undefined) issue("dst", `a folder for ${each.type}, like /usr/bin`);
    if (isCopied && each.dst !== undefined && !REMOVABLE.test(each.dst)) {
      issue("dst", "a folder that eggo removes from again, like /usr/bin or /opt/cni/bin");
    }
    if (each.type === "shell" && each.schedule === undefined) issue("schedule", "when the script runs, like prejoin");
  });

/** Empty, eggo would take packages of its own choice from the server's package manager. */
const items = z.array(item).min(1, "at least one item");
const optionalItems = z.array(item).optional();
const ports = z.array(z.strictObject({ port, protocol: z.enum(["tcp", "udp"]) })).optional();

/** cmd/configs.go fillExtrArgs; any other name is passed over with a warning. */
const components = [
  "etcd",
  "kube-apiserver",
  "kube-controller-manager",
  "kube-scheduler",
  "kube-proxy",
  "kubelet",
  "container-engine",
] as const;

export const clusterSchema = z
  .strictObject({
    "cluster-id": name,
    username: z.string().min(1, "an account"),
    // A password would lie in Git.
    "private-key-path": absolute,
    masters: z.array(host).min(1, "at least one control plane"),
    workers: z.array(host),
    etcds: z.array(host).min(1, "at least one member of etcd"),
    loadbalance: z.strictObject({ ...host.shape, "bind-port": port }).optional(),
    "external-ca": z.literal(false),
    service: z.strictObject({
      cidr: network,
      dnsaddr: address,
      gateway: address,
      dns: z.strictObject({ corednstype: z.literal("binary") }),
    }),
    network: z.strictObject({ podcidr: network }),
    "apiserver-endpoint": z.string().regex(/^[\d.]+:\d+$/, "an address with its port"),
    "apiserver-cert-sans": z.strictObject({ dnsnames: z.array(name), ips: z.array(address) }),
    "apiserver-timeout": duration,
    "etcd-token": z.string().min(1),
    "dns-vip": address,
    "dns-domain": name,
    "pause-image": z.string().min(1),
    "network-plugin": z.literal("cni"),
    "cni-bin-dir": absolute,
    // Looked up in lower case (pkg/clusterdeployment/runtime/runtime.go); another one passes the checker and fails in the middle.
    runtime: z.enum(["isulad", "docker", "containerd"]),
    "runtime-endpoint": z.string().startsWith("unix:///", "a socket").optional(),
    "registry-mirrors": z
      .array(z.string())
      .min(1, "the registry: without one eggo trusts quay.io and k8s.gcr.io blindly"),
    "insecure-registries": z.array(z.string()).max(0, "no registry without TLS"),
    "config-extra-args": z.array(
      z.strictObject({
        name: z.enum(components),
        "extra-args": z.record(z.string().startsWith("--", "a flag with its dashes"), z.string()),
      }),
    ),
    "open-ports": z.strictObject({ master: ports, worker: ports, etcd: ports, loadbalance: ports }),
    install: z.strictObject({
      "package-source": z.strictObject({
        type: z.literal("tar.gz"),
        srcpath: z.strictObject({ amd64: absolute.optional(), arm64: absolute.optional() }),
      }),
      etcd: items,
      "kubernetes-master": items,
      "kubernetes-worker": items,
      network: items,
      container: items,
      dns: items,
      loadbalance: items.optional(),
      image: optionalItems,
      addition: z
        .strictObject({
          master: optionalItems,
          worker: optionalItems,
          etcd: optionalItems,
          loadbalance: optionalItems,
        })
        .optional(),
    }),
  })
  .superRefine((file, context) => {
    const issue = (path: readonly string[], message: string) =>
      context.addIssue({ code: "custom", path: [...path], message });
    const { masters, workers, install, service, network: pods, runtime } = file;
    const all = [...masters, ...workers];
    for (const arch of new Set(all.map((each) => each.arch))) {
      if (install["package-source"].srcpath[arch] === undefined) {
        issue(["install", "package-source", "srcpath", arch], `an archive for the servers of ${arch}`);
      }
    }
    for (const list of [masters, workers]) {
      const twice = list.find((each, index) =>
        list.some((other, at) => at < index && (other.name === each.name || other.ip === each.ip)),
      );
      if (twice) issue(["masters"], `names and addresses of servers once each; ${twice.name} is there twice`);
    }
    for (const worker of workers) {
      const master = masters.find((each) => each.name === worker.name || each.ip === worker.ip);
      if (master && (master.name !== worker.name || master.ip !== worker.ip || master.arch !== worker.arch)) {
        issue(["workers"], `another name and address than those of master ${master.name}, or the same server`);
      }
    }
    const [ofServices, ofPods] = [parseCidr(service.cidr), parseCidr(pods.podcidr)];
    if (ofServices && ofPods && overlaps(ofServices, ofPods)) {
      issue(["service", "cidr"], "another network than that of the pods");
    }
    if (file["dns-vip"] !== service.dnsaddr) issue(["dns-vip"], "the same address as service.dnsaddr");
    if (runtime !== "docker" && file["runtime-endpoint"] === undefined) {
      issue(["runtime-endpoint"], `the socket of ${runtime}, which the kubelet does not look for`);
    }
    if (file.loadbalance && !install.loadbalance) {
      issue(["install", "loadbalance"], "what the load balancer gets: eggo would ask the package manager for nginx");
    }
    const balancer = file.loadbalance;
    if (balancer && masters.some(({ ip }) => ip === balancer.ip)) {
      issue(["loadbalance", "ip"], "a server that is no control plane: both would listen on the port of the API");
    }
    // `ctr cri load` is no command of containerd, and eggo goes on without the images (pkg/utils/dependency/install.go).
    if (runtime === "containerd" && (install.image ?? []).length > 0) {
      issue(["install", "image"], "no archives of images with containerd, which eggo cannot load there");
    }
    const elsewhere = Object.entries(install.addition ?? {}).some(
      ([role, list]) => role !== "master" && list?.some(({ type }) => type === "yaml"),
    );
    if (elsewhere) issue(["install", "addition"], "manifests under master alone: eggo applies no others");
  });
