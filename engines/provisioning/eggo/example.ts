/** Settings of a profile, as tests and documents show them. */
import type { EggoItem, EggoProvisioner, ProfileImage } from "../../../model/provisioner.ts";

const image = (name: string, tag: string): ProfileImage => ({ name, tag, architectures: ["amd64", "arm64"] });
const pkg = (name: string): EggoItem => ({ name, type: "pkg" });

export const eggoExample: EggoProvisioner = {
  engine: "eggo",
  os: { name: "openEuler 22.03 LTS", id: "openEuler" },
  kubernetes: "v1.25.3",
  runtime: "isulad",
  packages: {
    amd64: { path: "eggo/openeuler-22.03-kubernetes-1.25.3-amd64.tar.gz", sha256: "a".repeat(64) },
    arm64: { path: "eggo/openeuler-22.03-kubernetes-1.25.3-arm64.tar.gz", sha256: "b".repeat(64) },
  },
  install: {
    etcd: [pkg("etcd")],
    master: [pkg("kubernetes-client,kubernetes-master")],
    worker: [pkg("kubernetes-client,kubernetes-node,kubernetes-kubelet"), pkg("conntrack-tools,socat")],
    network: [pkg("containernetworking-plugins")],
    container: [pkg("libwebsockets,protobuf,grpc,libcgroup"), pkg("yajl,lxc,lxc-libs,lcr,clibcni,iSulad")],
    dns: [pkg("coredns")],
  },
  images: {
    eggo: image("eggo/eggo", "1.0.0-alpha-57"),
    installer: image("alpine/k8s", "1.33.10"),
    pause: image("kubernetes/pause", "3.10"),
  },
  secretStore: "fleet",
};
