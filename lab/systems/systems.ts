/** The outside systems that Flotilla speaks to, and what in the tests judges what it makes for them. */

import manifest from "../../package.json" with { type: "json" };
import type { CrdSource } from "../crds/kinds.ts";
import type { ToolName } from "../tools.ts";

/** How far a system has judged what is made for it, from the strongest to none. */
export const judgements = {
  controllers: "its own controllers carry it out in the lab",
  program: "its own program takes it in a test",
  "API server": "a real API server takes every object; nothing carries it out",
  nothing: "nothing of it runs in a test",
} as const;

export interface System {
  readonly name: string;
  /** What is fetched for it, by its place below the registry or the host. */
  readonly pulls: readonly RegExp[];
  /** Its packages that the stacks of a fleet run on. */
  readonly packages?: readonly (keyof typeof manifest.peerDependencies)[];
  /** Programs of the lab that are it, or stand beside it. */
  readonly tools: readonly ToolName[];
  /** Go modules, or projects without one, that the schemas of its kinds come from. */
  readonly schemas: readonly CrdSource["module"][];
  readonly judged: keyof typeof judgements;
  /** What was judged, and what was not. */
  readonly how: string;
}

const chart = "Its chart is a stand-in in the lab";

/** Every pull of the sample fleet, every tool of the lab and every source of schemas belongs to exactly one. */
export const systems: readonly System[] = [
  {
    name: "Flux",
    pulls: [/^fluxcd\//, /^charts\/flux2:/],
    tools: ["source-controller", "kustomize-controller", "helm-controller"],
    schemas: [
      "github.com/fluxcd/source-controller",
      "github.com/fluxcd/kustomize-controller",
      "github.com/fluxcd/helm-controller",
    ],
    judged: "controllers",
    how: "Hubs and sites come up, change, heal, lose their link and retire. The lab's versions are not those of the chart",
  },
  {
    name: "Argo CD",
    pulls: [/^argoproj\//, /^charts\/argo-cd:/, /^library\/redis:/],
    tools: ["argocd", "miniredis"],
    schemas: ["github.com/argoproj/argo-cd/v3"],
    judged: "controllers",
    how: "The same as for Flux, with its application controller and repository server; Redis is one in memory",
  },
  {
    name: "Kustomize, Helm",
    pulls: [],
    tools: ["kustomize", "helm"],
    schemas: ["sigs.k8s.io/kustomize/api"],
    judged: "program",
    how: "Every folder of the sample fleet builds to its files; Helm installs stand-ins of charts",
  },
  {
    name: "Kubernetes",
    pulls: [/^kubernetes\/(?!etcd)/],
    tools: [
      "kube-apiserver",
      "kube-controller-manager",
      "kube-scheduler",
      "kube-proxy",
      "kubelet",
      "kubectl",
      "kwok",
      "coredns",
      "kube-router",
      "registry",
    ],
    schemas: [],
    judged: "controllers",
    how: "Every object is applied with strict field validation; a site runs on a real kubelet with containerd, a registry and kube-router beside it, all others on KWOK's nodes",
  },
  {
    name: "etcd",
    pulls: [/^kubernetes\/etcd:/],
    tools: ["etcd", "etcdctl", "etcdutl"],
    schemas: [],
    judged: "program",
    how: "It is the store of every cluster of the lab; snapshots are taken and brought back",
  },
  {
    name: "kubeadm",
    pulls: [/^os\/ubuntu-/],
    tools: ["kubeadm"],
    schemas: [],
    judged: "program",
    how: "Its settings for servers of Metal3 are read by kubeadm itself; no server is set up",
  },
  {
    name: "K3s",
    pulls: [/^rancher\/(?!local-path)/],
    tools: [],
    schemas: ["github.com/k3s-io/helm-controller"],
    judged: "API server",
    how: "HelmChart objects alone; no K3s is started",
  },
  {
    name: "Kairos",
    pulls: [/^kairos\//, /^charts\/kairos-operator:/],
    tools: ["kairos-validate"],
    schemas: ["github.com/kairos-io/kairos-operator"],
    judged: "program",
    how: "Every cloud-config is read by the agent's schema and yip's types; no server boots, the operator's fields were written down by hand",
  },
  {
    name: "Cluster API",
    pulls: [/^cluster-api\/(?:cluster-api-controller|kubeadm-|bootstrap-|control-plane-|core-)/],
    tools: ["capi-core", "capi-kubeadm-bootstrap", "capi-kubeadm-control-plane", "capi-dev"],
    schemas: ["sigs.k8s.io/cluster-api", "sigs.k8s.io/cluster-api/test"],
    judged: "controllers",
    how: "50 sites become 50 clusters on infrastructure in memory",
  },
  {
    name: "Cluster API operator",
    pulls: [/^(?:cluster-api|charts)\/cluster-api-operator:/],
    tools: [],
    schemas: ["sigs.k8s.io/cluster-api-operator"],
    judged: "API server",
    how: chart,
  },
  {
    name: "Metal3, Ironic",
    pulls: [/^metal3-io\//, /^suse-edge\//, /^charts\/metal3:/, /^cluster-api\/(?:infrastructure|ipam)-metal3:/],
    tools: [],
    schemas: [
      "github.com/metal3-io/cluster-api-provider-metal3",
      "github.com/metal3-io/ip-address-manager",
      "github.com/metal3-io/baremetal-operator",
    ],
    judged: "API server",
    how: "No controller of Metal3 and no BMC; the operator that ships is SUSE's build, the schema upstream's",
  },
  {
    name: "KubeEdge",
    pulls: [/^kubeedge\//, /^mirrors\/kubeedge\.git/, /^var\/lib\/flotilla\/kubeedge\//],
    tools: ["keadm", "edge-host", "cloudcore", "kubeedge-controller-manager", "edgecore"],
    schemas: ["github.com/kubeedge/kubeedge"],
    judged: "controllers",
    how: "CloudCore, its controllers and EdgeCore run by what the fleet writes, with the chart's configuration and rights; keadm joins servers of every zone on a stand-in for a server, and devices and EdgeMesh are not tried",
  },
  {
    name: "eggo",
    pulls: [/^eggo\//],
    tools: [],
    schemas: [],
    judged: "nothing",
    how: "Its file is held to a schema written after its code, and the script around it runs on stand-ins of eggo and servers",
  },
  {
    name: "Karmada",
    pulls: [/^karmada\//, /^charts\/karmada:/, /^cfssl\//],
    tools: [
      "karmada-controller-manager",
      "karmada-scheduler",
      "karmada-webhook",
      "karmada-aggregated-apiserver",
      "karmada-agent",
    ],
    schemas: ["github.com/karmada-io/karmada"],
    judged: "controllers",
    how: "Its control plane hands an app out to two members in pull mode; its chart is not installed, nor its agent's image",
  },
  {
    name: "Cilium",
    pulls: [/^cilium\//, /^charts\/cilium:/],
    tools: [],
    schemas: [],
    judged: "nothing",
    how: chart,
  },
  {
    name: "kube-vip",
    pulls: [/^kube-vip\//],
    tools: [],
    schemas: [],
    judged: "API server",
    how: "Its DaemonSet and roles; it is not started",
  },
  {
    name: "local-path-provisioner",
    pulls: [/^rancher\/local-path-provisioner:/],
    tools: ["local-path-provisioner"],
    schemas: [],
    judged: "controllers",
    how: "A claim of an app is bound and mounted on a real node",
  },
  {
    name: "Longhorn",
    pulls: [/^longhornio\//, /^charts\/longhorn:/],
    tools: [],
    schemas: [],
    judged: "nothing",
    how: chart,
  },
  {
    name: "Traefik",
    pulls: [/^library\/traefik:/],
    tools: [],
    schemas: [],
    judged: "API server",
    how: "Its Deployment, roles and Ingress objects; it is not started",
  },
  {
    name: "cert-manager",
    pulls: [/^jetstack\//, /^charts\/cert-manager:/],
    tools: [],
    schemas: [],
    judged: "nothing",
    how: `${chart}; it publishes no module with its definitions`,
  },
  {
    name: "External Secrets",
    pulls: [/^external-secrets\//, /^charts\/external-secrets:/],
    tools: [],
    schemas: ["github.com/external-secrets/external-secrets"],
    judged: "API server",
    how: "Nothing fetches a secret; the schema is older than what ships",
  },
  {
    name: "Prometheus",
    pulls: [/^prometheus\//],
    tools: ["prometheus", "promtool"],
    schemas: [],
    judged: "program",
    how: "promtool reads every configuration and plays the rules over series; a site's own Prometheus on a real node ships to the hub's",
  },
  {
    name: "Vector",
    pulls: [/^timberio\/vector:/],
    tools: [],
    schemas: [],
    judged: "API server",
    how: "The objects alone: its configuration is read by nothing",
  },
  {
    name: "Logstash",
    pulls: [/^logstash\//],
    tools: [],
    schemas: [],
    judged: "API server",
    how: "The objects alone: its configuration is read by nothing",
  },
  {
    name: "VictoriaLogs",
    pulls: [/^victoriametrics\//, /^charts\/victoria-logs-single:/],
    tools: [],
    schemas: [],
    judged: "nothing",
    how: chart,
  },
  {
    name: "restic",
    pulls: [/^restic\//],
    tools: ["restic", "gofakes3"],
    schemas: [],
    judged: "program",
    how: "A hub is lost and comes back from snapshots in an S3 service in memory",
  },
  {
    name: "images of tools",
    pulls: [/^alpine\/k8s:/, /^library\/busybox:/],
    tools: [],
    schemas: [],
    judged: "nothing",
    how: "Shell and kubectl for scripts; the scripts run on the machine of the test",
  },
  {
    name: "Pulumi",
    pulls: [],
    packages: ["@pulumi/pulumi", "@pulumi/kubernetes", "@pulumi/policy"],
    tools: ["pulumi", "pulumi-language-nodejs", "pulumi-resource-kubernetes"],
    schemas: [],
    judged: "program",
    how: "Its engine previews, publishes, refreshes and refuses",
  },
  {
    name: "forges",
    pulls: [],
    tools: ["gitea"],
    schemas: [],
    judged: "program",
    how: "Gitea takes comments, statuses and reviews and refuses a merge; of GitHub and GitLab what their published APIs have",
  },
];
