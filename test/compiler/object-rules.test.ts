import { describe, expect, it } from "vitest";
import { validateObject } from "../../compiler/validate-object.ts";
import type { KubernetesObject } from "../../model/manifest.ts";
import { changed, sample } from "./schema-samples.ts";

/** Kind, what is changed, to what, and where the one fault then is; nothing where the change is fine. */
type Case = readonly [kind: string, path: string, value: unknown, at?: string];

const secretRef = { name: "kubeconfig" };
const checks = (type: string) => ({
  unhealthyMachineConditions: [{ type, status: "False", timeoutSeconds: 60 }],
});

const CONTAINER = "spec.template.spec.containers.0";

const CASES: readonly Case[] = [
  ["NodeUpgradeJob", "spec.version", "1.23.1", "spec.version"],
  ["NodeUpgradeJob", "spec.version", "v1.23.1; reboot", "spec.version"],
  ["NodeUpgradeJob", "spec.version", "v1.24.0-beta.0"],
  ["NodeUpgradeJob", "spec.image", "kubeedge", "spec.image"],
  ["NodeUpgradeJob", "spec.image", "registry.panji.example/kubeedge/installation-package:v1.23.1", "spec.image"],
  ["NodeUpgradeJob", "spec.image", undefined, "spec"],
  ["NodeUpgradeJob", "spec.nodeNames", ["sz-kiosk-01-a"], "spec"],
  ["NodeUpgradeJob", "spec.labelSelector", undefined, "spec"],
  ["NodeUpgradeJob", "spec.timeoutSeconds", undefined, "spec.timeoutSeconds"],
  ["NodeUpgradeJob", "spec.checkItems", ["gpu"], "spec.checkItems.0"],
  ["NodeUpgradeJob", "spec.failureTolerate", "10%", "spec.failureTolerate"],
  ["ImagePrePullJob", "spec.imagePrePullTemplate.images", ["kiosk $(id)"], "spec.imagePrePullTemplate.images.0"],
  ["ImagePrePullJob", "spec.imagePrePullTemplate.nodeNames", [], "spec.imagePrePullTemplate"],
  ["HelmRelease", "spec.chart", { spec: { chart: "a", sourceRef: { kind: "HelmRepository", name: "a" } } }, "spec"],
  ["HelmRelease", "spec.chartRef", undefined, "spec"],
  ["HelmRelease", "spec.install.strategy", { name: "RetryOnFailure", retryInterval: "5m" }],
  [
    "HelmRelease",
    "spec.install.strategy",
    { name: "RemediateOnFailure", retryInterval: "5m" },
    "spec.install.strategy.retryInterval",
  ],
  ["HelmRelease", "spec.upgrade.strategy.name", "RemediateOnFailure", "spec.upgrade.strategy.retryInterval"],
  ["HelmRelease", "spec.kubeConfig", { secretRef }],
  ["HelmRelease", "spec.kubeConfig", { secretRef, configMapRef: secretRef }, "spec.kubeConfig"],
  ["GitRepository", "spec.serviceAccountName", "git", "spec.serviceAccountName"],
  ["HelmChart", "spec.verify", { provider: "cosign" }, "spec.verify"],
  ["VSphereMachineTemplate", "spec.template.spec.providerID", "vsphere://4", "spec.template.spec.providerID"],
  [
    "VSphereMachineTemplate",
    "spec.template.spec.network.devices.0.ipAddrs",
    ["10.44.12.11/26"],
    "spec.template.spec.network.devices.0.ipAddrs",
  ],
  ["VSphereMachineTemplate", "spec.template.spec.pciDevices.0.deviceId", 7864, "spec.template.spec.pciDevices.0"],
  [
    "VSphereMachineTemplate",
    "spec.template.spec.pciDevices.0.vGPUProfile",
    undefined,
    "spec.template.spec.pciDevices.0",
  ],
  ["VSphereFailureDomain", "spec.region.type", "HostGroup", "spec.region.type"],
  ["VSphereFailureDomain", "spec.topology.hosts", undefined, "spec.topology.hosts"],
  ["VSphereFailureDomain", "spec.topology.computeCluster", undefined, "spec.topology.computeCluster"],
  ["InClusterIPPool", "spec.addresses", [], "spec.addresses"],
  ["InClusterIPPool", "spec.addresses", ["10.44.12.11", "10.44.13.11"], "spec.addresses"],
  ["InClusterIPPool", "spec.addresses", ["10.44.12.11", "fd00::11"], "spec.addresses"],
  ["MachineHealthCheck", "spec.checks", checks("DiskOk")],
  ["MachineHealthCheck", "spec.checks", checks("Ready"), "spec.checks.unhealthyMachineConditions.0.type"],
  [
    "KubeadmControlPlane",
    "spec.kubeadmConfigSpec.clusterConfiguration.apiServer.extraArgs",
    [
      { name: "v", value: "1" },
      { name: "v", value: "2" },
    ],
    "spec.kubeadmConfigSpec.clusterConfiguration.apiServer.extraArgs",
  ],
  [
    "KubeadmConfigTemplate",
    "spec.template.spec.diskSetup",
    { partitions: [{ device: "/dev/sda", tableType: "gpt" }] },
    "spec.template.spec.diskSetup.partitions.0",
  ],
  ["KubeadmControlPlane", "spec.replicas", 4, "spec.replicas"],
  ["KubeadmControlPlane", "spec.replicas", 1, "spec.rollout.strategy.rollingUpdate.maxSurge"],
  [
    "KubeadmControlPlane",
    "spec.rollout.strategy.rollingUpdate.maxSurge",
    2,
    "spec.rollout.strategy.rollingUpdate.maxSurge",
  ],
  ["KubeadmControlPlane", "spec.version", "1.35.0", "spec.version"],
  ["MachineDeployment", "spec.template.spec.clusterName", "other", "spec.template.spec.clusterName"],
  ["MachineDeployment", "spec.template.metadata.labels.pool", "other", "spec.selector"],
  ["MachineDeployment", "spec.rollout.strategy.rollingUpdate.maxUnavailable", 0, "spec.rollout.strategy.rollingUpdate"],
  ["Metal3Cluster", "spec.controlPlaneEndpoint", undefined, "spec.controlPlaneEndpoint"],
  ["Application", "spec.destination.server", "https://kubernetes.default.svc", "spec.destination"],
  ["Application", "spec.source", undefined, "spec"],
  ["PropagationPolicy", "spec.placement.clusterAffinities", [{ affinityName: "a" }], "spec.placement"],
  [
    "PropagationPolicy",
    "spec.placement.spreadConstraints.0.spreadByField",
    "region",
    "spec.placement.spreadConstraints",
  ],
  ["PropagationPolicy", "spec.preemption", "Always"],
  [
    "PropagationPolicy",
    "spec.placement.spreadConstraints",
    ["cluster", "cluster"].map((spreadByField) => ({ spreadByField, minGroups: 1, maxGroups: 2 })),
    "spec.placement.spreadConstraints",
  ],
  [
    "PropagationPolicy",
    "spec.placement.spreadConstraints.0.minGroups",
    3,
    "spec.placement.spreadConstraints.0.maxGroups",
  ],
  [
    "PropagationPolicy",
    "spec.suspension",
    { dispatching: true, dispatchingOnClusters: { clusterNames: ["hainan"] } },
    "spec.suspension",
  ],
  ["PropagationPolicy", "spec.resourceSelectors.0.namespace", "telco", "spec.resourceSelectors"],
  ["OverridePolicy", "spec.resourceSelectors.0.namespace", "retail"],
  ["OverridePolicy", "spec.targetCluster", { clusterNames: ["hainan"] }, "spec"],
  [
    "OverridePolicy",
    "spec.overrideRules.0.overriders.plaintext.0.path",
    "spec/replicas",
    "spec.overrideRules.0.overriders.plaintext.0.path",
  ],
  ["Deployment", "spec.selector.matchLabels", {}, "spec.selector"],
  ["Deployment", "spec.selector.matchLabels.app", "other", "spec.selector"],
  ["Deployment", "spec.strategy.type", "Recreate", "spec.strategy"],
  ["Deployment", "spec.strategy.rollingUpdate.maxSurge", 0, "spec.strategy.rollingUpdate"],
  ["Deployment", "spec.template.spec.restartPolicy", "Never", "spec.template.spec.restartPolicy"],
  ["Deployment", "spec.template.spec.volumes", undefined, "spec.template.spec"],
  ["StatefulSet", "spec.template.spec.containers.0.volumeMounts.0.name", "blocks"],
  ["StatefulSet", "spec.volumeClaimTemplates.0.metadata.name", undefined, "spec.volumeClaimTemplates.0.metadata.name"],
  ["DaemonSet", `${CONTAINER}.image`, undefined, `${CONTAINER}.image`],
  ["DaemonSet", `${CONTAINER}.resources.requests.memory`, "0.5Gi", `${CONTAINER}.resources.requests`],
  ["DaemonSet", `${CONTAINER}.resources.requests.cpu`, "1000m"],
  ["DaemonSet", `${CONTAINER}.resources.requests`, { memori: "1Mi" }, `${CONTAINER}.resources.requests.memori`],
  ["DaemonSet", `${CONTAINER}.resources.limits`, { "nvidia.com/gpu": 1 }],
  ["DaemonSet", `${CONTAINER}.readinessProbe`, { periodSeconds: 5 }, `${CONTAINER}.readinessProbe`],
  ["DaemonSet", `${CONTAINER}.readinessProbe.httpGet.port`, 0, `${CONTAINER}.readinessProbe.httpGet.port`],
  ["DaemonSet", `${CONTAINER}.env.0.valueFrom`, {}, `${CONTAINER}.env.0.valueFrom`],
  [
    "DaemonSet",
    `${CONTAINER}.env.0.valueFrom.configMapKeyRef.name`,
    "",
    `${CONTAINER}.env.0.valueFrom.configMapKeyRef.name`,
  ],
  ["ResourceQuota", "spec.hard", { "count/jobs.batch": "5", "requests.storage": "1Ti" }],
  ["ResourceQuota", "spec.hard", { request: "5" }, "spec.hard.request"],
  ["ValidatingAdmissionPolicy", "spec.validations", [], "spec.validations"],
  ["ClusterRoleBinding", "subjects.0.apiGroup", undefined],
  ["Job", "spec.template.spec.restartPolicy", undefined, "spec.template.spec.restartPolicy"],
  [
    "CronJob",
    "spec.jobTemplate.spec.template.spec.restartPolicy",
    "Always",
    "spec.jobTemplate.spec.template.spec.restartPolicy",
  ],
  ["Service", "spec.ports", undefined, "spec.ports"],
  ["Service", "spec.ports.1", { port: 81 }, "spec.ports"],
  ["PersistentVolumeClaim", "spec.resources", undefined, "spec.resources"],
  ["PersistentVolumeClaim", "spec.resources.requests", { storag: "1Gi" }, "spec.resources.requests.storage"],
  ["PersistentVolumeClaim", "spec.accessModes", undefined, "spec.accessModes"],
  ["PodDisruptionBudget", "spec.maxUnavailable", 1, "spec"],
  ["ConfigMap", "data.big", "x".repeat(1_048_577), ""],
  ["ConfigMap", "data.a/b", "x", "data.a/b"],
  ["Role", "rules.0", { nonResourceURLs: ["/healthz"], verbs: ["get"] }, "rules.0"],
  ["ClusterRole", "rules.0", { nonResourceURLs: ["/healthz"], verbs: ["get"] }],
  ["ClusterRole", "rules.0.apiGroups", undefined, "rules.0"],
  ["ClusterRoleBinding", "roleRef.kind", "Role", "roleRef"],
  ["ClusterRoleBinding", "subjects.0", { kind: "ServiceAccount", name: "a" }, "subjects.0"],
  ["RoleBinding", "subjects.0", { kind: "ServiceAccount", name: "a" }],
];

describe("rules that join the fields of an object", () => {
  it.each(
    CASES.map(([kind, path, value, at]) => {
      const change = `${path} = ${JSON.stringify(value)?.slice(0, 80) ?? "nothing"}`;
      return {
        title: `${kind} with ${change} ${at === undefined ? "is fine" : `is wrong in "${at}"`}`,
        kind,
        path,
        value,
        at,
      };
    }),
  )("$title", ({ kind, path, value, at }) => {
    const found = validateObject(changed(sample(kind), path, value));
    expect(found.map((violation) => violation.path.join("."))).toEqual(at === undefined ? [] : [at]);
  });

  it("stay silent on fields of the wrong type, which the schema reports", () => {
    for (const kind of ["Deployment", "KubeadmControlPlane", "Role", "Service", "PropagationPolicy"]) {
      const object = sample(kind);
      for (const wrong of ["text", 5, true, [], [null], { a: [] }]) {
        for (const field of ["spec", "rules"]) {
          expect(() => validateObject({ ...object, [field]: wrong } as KubernetesObject)).not.toThrow();
        }
      }
    }
  });
});
