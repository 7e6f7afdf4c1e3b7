import { describe, expect, test } from "vitest";
import { clusterConfig } from "../../../engines/provisioning/eggo/cluster-config.ts";
import { clusterSchema } from "../../../engines/provisioning/eggo/cluster-schema.ts";
import { eggoSite, settings } from "./eggo-site.ts";

type Tree = { [key: string]: unknown };

/** The file of a site with one place of it changed. */
function changed(path: string, value: unknown): unknown {
  const file = structuredClone(clusterConfig(eggoSite(), settings)) as unknown as Tree;
  const steps = path.split("/");
  const last = steps.pop() as string;
  const parent = steps.reduce<Tree>((at, step) => at[step] as Tree, file);
  if (value === undefined) delete parent[last];
  else parent[last] = value;
  return file;
}

const placeOf = (file: unknown) => clusterSchema.safeParse(file).error?.issues.map(({ path }) => path.join("/"));

/*
 * The verdicts of eggo's own loader (gopkg.in/yaml.v1) and checker (cmd/checker.go, RunChecker) at cb51e25. Whatever it refuses
 * is refused here, and so is what it takes and drops, or takes and fails by in the middle of a deploy.
 */
const verdicts: readonly (readonly [path: string, value: unknown, eggo: "refuses" | "drops" | "takes", at: string])[] =
  [
    // cmd/api.go: DNSAddr has a tag for JSON alone, so YAML calls it by its name in lower case.
    ["service/dnsaddress", "10.96.0.10", "drops", "service"],
    ["network/plugin-args", {}, "drops", "network"],
    ["network/plugin", "calico", "drops", "network"],
    ["workerz", [], "drops", ""],
    ["etcd-external", true, "drops", ""],
    ["password", "secret", "takes", ""],
    ["private-key-path", undefined, "refuses", "private-key-path"],
    ["private-key-path", "id_ed25519", "refuses", "private-key-path"],
    ["cluster-id", "Site_1", "refuses", "cluster-id"],
    ["masters", [], "refuses", "masters"],
    ["workers/1/port", undefined, "refuses", "workers/1/port"],
    ["workers/1/arch", undefined, "refuses", "workers/1/arch"],
    ["workers/1/arch", "x86_64", "refuses", "workers/1/arch"],
    ["workers/1/ip", "10.44.12.999", "refuses", "workers/1/ip"],
    ["workers/1/name", "B_1", "refuses", "workers/1/name"],
    ["workers/1/ip", "10.44.12.13", "refuses", "masters"],
    // A worker with the name of a master and an address of its own, and the other way round.
    ["workers/1/name", "sz-nanshan-01-a", "takes", "masters"],
    ["workers/0/name", "other", "refuses", "workers"],
    ["service/cidr", "10.96.0.0", "refuses", "service/cidr"],
    ["service/cidr", "10.244.0.0/16", "takes", "service/cidr"],
    ["dns-vip", "10.96.0.11", "takes", "dns-vip"],
    ["apiserver-endpoint", "10.44.12.11", "refuses", "apiserver-endpoint"],
    ["apiserver-timeout", "two minutes", "refuses", "apiserver-timeout"],
    ["apiserver-cert-sans/ips", ["a"], "refuses", "apiserver-cert-sans/ips/0"],
    ["cni-bin-dir", "opt/cni/bin", "refuses", "cni-bin-dir"],
    ["runtime", "crio", "takes", "runtime"],
    ["runtime", "iSulad", "takes", "runtime"],
    ["runtime-endpoint", undefined, "takes", "runtime-endpoint"],
    ["registry-mirrors", [], "takes", "registry-mirrors"],
    ["insecure-registries", ["registry.panji.example"], "takes", "insecure-registries"],
    ["config-extra-args/0/name", "kubelets", "drops", "config-extra-args/0/name"],
    ["open-ports/worker", [{ port: 111, protocol: "TCP" }], "refuses", "open-ports/worker/0/protocol"],
    ["open-ports/worker", [{ port: 0, protocol: "tcp" }], "refuses", "open-ports/worker/0/port"],
    ["open-ports/workers", [{ port: 111, protocol: "tcp" }], "drops", "open-ports"],
    ["install/package-source/srcpath/arm64", undefined, "refuses", "install/package-source/srcpath/arm64"],
    ["install/package-source/srcpath/amd64", "packages.tar.gz", "refuses", "install/package-source/srcpath/amd64"],
    ["install/package-source/type", "zip", "takes", "install/package-source/type"],
    ["install/package-source/dstpath", "/opt/packages", "drops", "install/package-source"],
    ["install/etcd/0/type", "deb", "takes", "install/etcd/0/type"],
    ["install/etcd/0/type", "file", "drops", "install/etcd/0/type"],
    ["install/etcd/0/TimeOut", "30s", "drops", "install/etcd/0"],
    ["install/etcd/0/timeout", "soon", "refuses", "install/etcd/0/timeout"],
    ["install/etcd/0/dst", "usr/bin", "refuses", "install/etcd/0/dst"],
    ["install/etcd/0", { name: "etcd", type: "bin" }, "takes", "install/etcd/0/dst"],
    ["install/etcd/0", { name: "etcd", type: "bin", dst: "/home/etcd" }, "takes", "install/etcd/0/dst"],
    ["install/etcd/0", { name: "a.sh", type: "shell", schedule: "later" }, "refuses", "install/etcd/0/schedule"],
    ["install/etcd/0", { name: "a.sh", type: "shell" }, "takes", "install/etcd/0/schedule"],
    // The checker leaves the packages of dns out.
    ["install/dns/0/name", "", "takes", "install/dns/0/name"],
    ["install/container", [], "takes", "install/container"],
    ["install/addition", { worker: [{ name: "a.yaml", type: "yaml" }] }, "drops", "install/addition"],
  ];

describe("What a file for eggo may say", () => {
  test("is all that a site says", () => {
    expect(placeOf(clusterConfig(eggoSite(), settings))).toBeUndefined();
  });

  test.each(verdicts)("is not %s = %j, which eggo itself %s", (path, value, _eggo, at) => {
    const places = placeOf(changed(path, value));
    expect(places).toContain(at);
  });

  test("has no place in which a control plane and the load balancer share a port", () => {
    const balancer = { name: "sz-nanshan-01-a", ip: "10.44.12.11", port: 22, arch: "amd64", "bind-port": 6443 };
    expect(placeOf(changed("loadbalance", balancer))).toEqual(["install/loadbalance", "loadbalance/ip"]);
  });
});
