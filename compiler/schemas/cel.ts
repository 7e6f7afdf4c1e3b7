import { get, has, items, type ObjectRule } from "./object-rule.ts";

const OWN_CONDITIONS = new Set([
  "Ready",
  "Available",
  "HealthCheckSucceeded",
  "OwnerRemediated",
  "ExternallyRemediated",
]);

const EXTRA_ARGS: readonly (readonly string[])[] = [
  ["clusterConfiguration", "apiServer", "extraArgs"],
  ["clusterConfiguration", "controllerManager", "extraArgs"],
  ["clusterConfiguration", "etcd", "local", "extraArgs"],
  ["clusterConfiguration", "scheduler", "extraArgs"],
  ["initConfiguration", "nodeRegistration", "kubeletExtraArgs"],
  ["joinConfiguration", "nodeRegistration", "kubeletExtraArgs"],
];

const PARTITION_TYPE =
  /^(Linux|LinuxSwap|LinuxRAID|LVM|Fat32|NTFS|LinuxExtended|[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12})$/;

/**
 * The `x-kubernetes-validations` of our kinds, which are written in CEL, as functions. All rules of the CRDs in
 * lab/crds/kinds.ts are here, by `apiVersion/kind`; the versions are those in generated/index.json.
 */
export const CEL_RULES: Readonly<Record<string, readonly ObjectRule[]>> = {
  "source.toolkit.fluxcd.io/v1/GitRepository": [
    {
      at: ["spec"],
      reportAt: ["serviceAccountName"],
      isValid: (spec) => !has(spec, "serviceAccountName") || get(spec, "provider") === "azure",
      expected: "no serviceAccountName unless provider is azure",
    },
  ],
  "source.toolkit.fluxcd.io/v1/HelmChart": [
    {
      at: ["spec"],
      reportAt: ["verify"],
      isValid: (spec) => !has(spec, "verify") || get(spec, "sourceRef", "kind") === "HelmRepository",
      expected: "verify only for a chart from a HelmRepository",
    },
  ],
  "kustomize.toolkit.fluxcd.io/v1/Kustomization": [oneKubeConfig()],
  "helm.toolkit.fluxcd.io/v2/HelmRelease": [
    oneKubeConfig(),
    {
      at: ["spec"],
      isValid: (spec) => has(spec, "chart") !== has(spec, "chartRef"),
      expected: "exactly one of chart and chartRef",
    },
    {
      at: ["spec", "install", "strategy"],
      reportAt: ["retryInterval"],
      isValid: (strategy) => !has(strategy, "retryInterval") || get(strategy, "name") !== "RemediateOnFailure",
      expected: "no retryInterval when name is RemediateOnFailure",
    },
    {
      at: ["spec", "upgrade", "strategy"],
      reportAt: ["retryInterval"],
      isValid: (strategy) => !has(strategy, "retryInterval") || get(strategy, "name") === "RetryOnFailure",
      expected: "retryInterval only when name is RetryOnFailure",
    },
  ],
  ...Object.fromEntries(
    ["CoreProvider", "BootstrapProvider", "ControlPlaneProvider", "InfrastructureProvider", "IPAMProvider"].map(
      (kind) => [`operator.cluster.x-k8s.io/v1alpha2/${kind}`, providerOfOperator()],
    ),
  ),
  "cluster.x-k8s.io/v1beta2/Cluster": [
    ...machineConditions(["spec", "topology", "controlPlane", "healthCheck"]),
    ...machineConditions(["spec", "topology", "workers", "machineDeployments", "*", "healthCheck"]),
  ],
  "cluster.x-k8s.io/v1beta2/ClusterClass": [
    ...machineConditions(["spec", "controlPlane", "healthCheck"]),
    ...machineConditions(["spec", "workers", "machineDeployments", "*", "healthCheck"]),
  ],
  "cluster.x-k8s.io/v1beta2/MachineHealthCheck": machineConditions(["spec"]),
  "controlplane.cluster.x-k8s.io/v1beta2/KubeadmControlPlane": kubeadmConfig(["spec", "kubeadmConfigSpec"]),
  "controlplane.cluster.x-k8s.io/v1beta2/KubeadmControlPlaneTemplate": kubeadmConfig([
    "spec",
    "template",
    "spec",
    "kubeadmConfigSpec",
  ]),
  "bootstrap.cluster.x-k8s.io/v1beta2/KubeadmConfigTemplate": kubeadmConfig(["spec", "template", "spec"]),
};

/** Of Cluster API's operator: where a provider's manifests come from, and one way to change them. */
function providerOfOperator(): readonly ObjectRule[] {
  return [
    {
      at: ["spec", "fetchConfig"],
      isValid: (config) => ["oci", "url", "selector"].filter((way) => has(config, way)).length === 1,
      expected: "exactly one of oci, url and selector",
    },
    {
      at: ["spec"],
      reportAt: ["patches"],
      isValid: (spec) => !(has(spec, "patches") && has(spec, "manifestPatches")),
      expected: "not both patches and manifestPatches",
    },
  ];
}

function oneKubeConfig(): ObjectRule {
  return {
    at: ["spec", "kubeConfig"],
    isValid: (config) => has(config, "configMapRef") !== has(config, "secretRef"),
    expected: "exactly one of configMapRef and secretRef",
  };
}

function machineConditions(above: readonly string[]): ObjectRule[] {
  return [
    {
      at: [...above, "checks", "unhealthyMachineConditions", "*", "type"],
      isValid: (type) => !OWN_CONDITIONS.has(String(type)),
      expected: `a condition other than ${[...OWN_CONDITIONS].join(", ")}`,
    },
  ];
}

function kubeadmConfig(above: readonly string[]): ObjectRule[] {
  const partitions = [...above, "diskSetup", "partitions", "*"];
  return [
    ...EXTRA_ARGS.map((path) => ({
      at: [...above, ...path],
      isValid: namesAreUnique,
      expected: "every argument name once",
      hint: "join the values into one argument where the program takes a list",
    })),
    {
      at: partitions,
      isValid: (partition) => has(partition, "layout") !== has(partition, "diskLayout"),
      expected: "exactly one of layout and diskLayout",
    },
    {
      at: [...partitions, "diskLayout", "*", "partitionType"],
      isValid: (type) => PARTITION_TYPE.test(String(type)),
      expected: "Linux, LinuxSwap, LinuxRAID, LVM, Fat32, NTFS, LinuxExtended or a GPT partition GUID",
    },
  ];
}

function namesAreUnique(args: unknown): boolean {
  const names = items(args).map((arg) => get(arg, "name"));
  return new Set(names).size === names.length;
}
