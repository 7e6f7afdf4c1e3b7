/** Which kinds get a schema, and the Go module each comes from. */

/** CRD files of one Go module, or of a project that publishes none, whose fields are written down here. */
export interface CrdSource {
  readonly module: string;
  /** Version of the custom resource to generate, such as `v1beta2`. */
  readonly apiVersion: string;
  /** Folder inside the module; for written sources, inside lab/crds. */
  readonly folder: string;
  /** File names without `.yaml`. */
  readonly files: readonly string[];
  /** Set for a project without a module: the version whose field list was written down in `folder`. */
  readonly written?: string;
}

/** Kinds of the API server itself, from the OpenAPI v3 description in k8s.io/kubernetes. */
export interface CoreSource {
  /** File under api/openapi-spec/v3, without `_openapi.json`. */
  readonly spec: string;
  readonly kinds: readonly string[];
}

const flux = "toolkit.fluxcd.io_";
const capi = "sigs.k8s.io/cluster-api";

export const CRD_SOURCES: readonly CrdSource[] = [
  {
    module: "github.com/fluxcd/source-controller",
    apiVersion: "v1",
    folder: "config/crd/bases",
    files: ["gitrepositories", "ocirepositories", "helmrepositories", "helmcharts"].map((k) => `source.${flux}${k}`),
  },
  {
    module: "github.com/fluxcd/kustomize-controller",
    apiVersion: "v1",
    folder: "config/crd/bases",
    files: [`kustomize.${flux}kustomizations`],
  },
  {
    module: "github.com/fluxcd/helm-controller",
    apiVersion: "v2",
    folder: "config/crd/bases",
    files: [`helm.${flux}helmreleases`],
  },
  {
    module: "github.com/argoproj/argo-cd/v3",
    apiVersion: "v1alpha1",
    folder: "manifests/crds",
    files: ["application-crd", "appproject-crd"],
  },
  {
    module: capi,
    apiVersion: "v1beta2",
    folder: "config/crd/bases",
    files: [
      "cluster.x-k8s.io_clusters",
      "cluster.x-k8s.io_clusterclasses",
      "cluster.x-k8s.io_machinedeployments",
      "cluster.x-k8s.io_machinehealthchecks",
      "addons.cluster.x-k8s.io_clusterresourcesets",
    ],
  },
  {
    module: capi,
    apiVersion: "v1beta2",
    folder: "controlplane/kubeadm/config/crd/bases",
    files: [
      "controlplane.cluster.x-k8s.io_kubeadmcontrolplanes",
      "controlplane.cluster.x-k8s.io_kubeadmcontrolplanetemplates",
    ],
  },
  {
    module: capi,
    apiVersion: "v1beta2",
    folder: "bootstrap/kubeadm/config/crd/bases",
    files: ["bootstrap.cluster.x-k8s.io_kubeadmconfigtemplates"],
  },
  {
    module: `${capi}-operator`,
    apiVersion: "v1alpha2",
    folder: "config/crd/bases",
    files: [
      "coreproviders",
      "bootstrapproviders",
      "controlplaneproviders",
      "infrastructureproviders",
      "ipamproviders",
    ].map((kind) => `operator.cluster.x-k8s.io_${kind}`),
  },
  {
    module: `${capi}/test`,
    apiVersion: "v1beta2",
    folder: "infrastructure/docker/config/crd/bases",
    files: ["devclusters", "devmachinetemplates"].map((kind) => `infrastructure.cluster.x-k8s.io_${kind}`),
  },
  {
    module: "github.com/metal3-io/cluster-api-provider-metal3",
    apiVersion: "v1beta2",
    folder: "config/crd/bases",
    files: [
      "metal3clusters",
      "metal3clustertemplates",
      "metal3machinetemplates",
      "metal3datatemplates",
      "metal3remediationtemplates",
    ].map((kind) => `infrastructure.cluster.x-k8s.io_${kind}`),
  },
  {
    module: "github.com/metal3-io/ip-address-manager",
    apiVersion: "v1alpha1",
    folder: "config/crd/bases",
    files: ["ipam.metal3.io_ippools"],
  },
  {
    module: "github.com/metal3-io/baremetal-operator",
    apiVersion: "v1alpha1",
    folder: "config/base/crds/bases",
    files: ["metal3.io_baremetalhosts"],
  },
  ...(["v1beta2", "v1beta1"] as const).map((apiVersion) => ({
    module: `${capi}-provider-vsphere`,
    apiVersion,
    folder: "config/default/crd/bases",
    files: ["vsphereclusters", "vspheremachinetemplates", "vspherefailuredomains", "vspheredeploymentzones"].map(
      (kind) => `infrastructure.cluster.x-k8s.io_${kind}`,
    ),
  })),
  {
    module: `${capi}-ipam-provider-in-cluster`,
    apiVersion: "v1alpha2",
    folder: "config/crd/bases",
    files: ["ipam.cluster.x-k8s.io_inclusterippools"],
  },
  {
    module: "github.com/kubeedge/kubeedge",
    apiVersion: "v1alpha1",
    folder: "build/crds/apps",
    files: ["apps_v1alpha1_nodegroup", "apps_v1alpha1_edgeapplication"],
  },
  {
    module: "github.com/kubeedge/kubeedge",
    apiVersion: "v1alpha2",
    folder: "build/crds/operations",
    files: [
      "operations_v1alpha2_nodeupgradejob",
      "operations_v1alpha2_imageprepulljob",
      "operations_v1alpha2_configupdatejob",
    ],
  },
  {
    module: "github.com/kubeedge/kubeedge",
    apiVersion: "v1beta1",
    folder: "build/crds/devices",
    files: ["devices_v1beta1_device", "devices_v1beta1_devicemodel"],
  },
  {
    module: "github.com/superedge/superedge",
    apiVersion: "v1",
    folder: "pkg/application-grid-controller/manifests",
    files: ["deploymentgrids", "statefulsetgrids", "servicegrids"].map((kind) => `superedge.io_${kind}`),
  },
  {
    // The YAML in the module is v1alpha1; v1alpha2 is a text in its Go code.
    module: "github.com/superedge/superedge",
    written: "v0.9.0",
    apiVersion: "v1alpha2",
    folder: "written",
    files: ["superedge-nodeunit", "superedge-nodegroup"],
  },
  {
    module: "github.com/openyurtio/openyurt",
    apiVersion: "v1beta2",
    folder: "charts/yurt-manager/crds",
    files: ["apps.openyurt.io_nodepools"],
  },
  {
    module: "github.com/openyurtio/openyurt",
    apiVersion: "v1beta1",
    folder: "charts/yurt-manager/crds",
    files: ["apps.openyurt.io_yurtappsets"],
  },
  {
    module: "github.com/karmada-io/karmada",
    apiVersion: "v1alpha1",
    folder: "charts/karmada/_crds/bases/policy",
    files: [
      "propagationpolicies",
      "clusterpropagationpolicies",
      "overridepolicies",
      "clusteroverridepolicies",
      "federatedresourcequotas",
    ].map((kind) => `policy.karmada.io_${kind}`),
  },
  {
    module: "github.com/external-secrets/external-secrets",
    apiVersion: "v1",
    folder: "config/crds/bases",
    files: ["externalsecrets", "secretstores", "clustersecretstores"].map((kind) => `external-secrets.io_${kind}`),
  },
  {
    module: "github.com/k3s-io/helm-controller",
    apiVersion: "v1",
    folder: "pkg/crds/yaml/generated",
    files: ["helm.cattle.io_helmcharts", "helm.cattle.io_helmchartconfigs"],
  },
  {
    module: "github.com/kairos-io/kairos-operator",
    written: "v0.1.3",
    apiVersion: "v1alpha1",
    folder: "written",
    files: ["kairos-node-op-upgrade", "kairos-node-op"],
  },
  {
    // The API server of its own that has this kind has no CRD.
    module: "github.com/karmada-io/karmada",
    written: "v1.16.0",
    apiVersion: "v1alpha1",
    folder: "written",
    files: ["karmada-cluster"],
  },
  {
    module: "sigs.k8s.io/kustomize/api",
    written: "v0.20.1",
    apiVersion: "v1beta1",
    folder: "written",
    files: ["kustomize-kustomization"],
  },
];

export const CORE_SOURCES: readonly CoreSource[] = [
  {
    spec: "api__v1",
    kinds: [
      "ConfigMap",
      "LimitRange",
      "Namespace",
      "PersistentVolume",
      "PersistentVolumeClaim",
      "Pod",
      "ResourceQuota",
      "Secret",
      "Service",
      "ServiceAccount",
    ],
  },
  { spec: "apis__apps__v1", kinds: ["DaemonSet", "Deployment", "StatefulSet"] },
  { spec: "apis__batch__v1", kinds: ["CronJob", "Job"] },
  { spec: "apis__autoscaling__v2", kinds: ["HorizontalPodAutoscaler"] },
  { spec: "apis__policy__v1", kinds: ["PodDisruptionBudget"] },
  { spec: "apis__networking.k8s.io__v1", kinds: ["Ingress", "IngressClass", "NetworkPolicy"] },
  {
    spec: "apis__rbac.authorization.k8s.io__v1",
    kinds: ["ClusterRole", "ClusterRoleBinding", "Role", "RoleBinding"],
  },
  { spec: "apis__apiextensions.k8s.io__v1", kinds: ["CustomResourceDefinition"] },
  { spec: "apis__storage.k8s.io__v1", kinds: ["StorageClass"] },
  { spec: "apis__scheduling.k8s.io__v1", kinds: ["PriorityClass"] },
  { spec: "apis__node.k8s.io__v1", kinds: ["RuntimeClass"] },
  {
    spec: "apis__admissionregistration.k8s.io__v1",
    kinds: ["MutatingWebhookConfiguration", "ValidatingAdmissionPolicy", "ValidatingAdmissionPolicyBinding"],
  },
];
