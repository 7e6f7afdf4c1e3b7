/**
 * Fields of Kubernetes' own kinds that older versions do not know, with the first minor version of 1.x that has them without a
 * feature gate. An older API server drops them, and what is left is another object or none that it takes.
 * Source: the feature gates of kubernetes/kubernetes, pkg/features/kube_features.go.
 */

interface VersionedField {
  /** From the root of the object; `*` stands for each item of a list. */
  readonly path: readonly string[];
  readonly since: number;
  /** Only this value of it; absent: any. */
  readonly value?: string;
}

const of = (since: number, path: string, value?: string): VersionedField => ({
  path: path.split("."),
  since,
  ...(value !== undefined && { value }),
});

const containers = (since: number, path: string, value?: string) =>
  ["containers", "initContainers"].map((list) => of(since, `${list}.*.${path}`, value));

/** Of a pod's spec, wherever a kind has one. */
const ofPods: readonly VersionedField[] = [
  ...containers(30, "lifecycle.preStop.sleep"),
  ...containers(30, "lifecycle.postStart.sleep"),
  ...containers(33, "resizePolicy"),
  ...["livenessProbe", "readinessProbe", "startupProbe"].flatMap((probe) => containers(24, `${probe}.grpc`)),
  of(29, "initContainers.*.restartPolicy", "Always"),
  of(26, "topologySpreadConstraints.*.nodeAffinityPolicy"),
  of(26, "topologySpreadConstraints.*.nodeTaintsPolicy"),
  of(27, "topologySpreadConstraints.*.matchLabelKeys"),
  of(27, "schedulingGates"),
  of(33, "hostUsers"),
  of(34, "resources"),
];

const podSpecs: Readonly<Record<string, string>> = {
  Pod: "spec",
  Deployment: "spec.template.spec",
  DaemonSet: "spec.template.spec",
  StatefulSet: "spec.template.spec",
  ReplicaSet: "spec.template.spec",
  Job: "spec.template.spec",
  CronJob: "spec.jobTemplate.spec.template.spec",
};

const ofKinds: Readonly<Record<string, readonly VersionedField[]>> = {
  CronJob: [of(25, "spec.timeZone")],
  Job: [
    of(26, "spec.podFailurePolicy"),
    of(29, "spec.podReplacementPolicy"),
    of(29, "spec.backoffLimitPerIndex"),
    of(31, "spec.successPolicy"),
  ],
  StatefulSet: [of(27, "spec.persistentVolumeClaimRetentionPolicy"), of(27, "spec.ordinals")],
  PodDisruptionBudget: [of(27, "spec.unhealthyPodEvictionPolicy")],
  Service: [of(31, "spec.trafficDistribution")],
  PersistentVolumeClaim: [of(27, "spec.accessModes.*", "ReadWriteOncePod")],
};

/** Of a kind, in one list. */
export const fieldVersions: ReadonlyMap<string, readonly VersionedField[]> = new Map(
  [...new Set([...Object.keys(podSpecs), ...Object.keys(ofKinds)])].map((kind) => {
    const prefix = podSpecs[kind]?.split(".");
    const own = prefix ? ofPods.map((each) => ({ ...each, path: [...prefix, ...each.path] })) : [];
    return [kind, [...(ofKinds[kind] ?? []), ...own]];
  }),
);

/** API versions that came later, `<group>/<version> <kind>`. */
export const kindVersions: ReadonlyMap<string, number> = new Map([
  ["admissionregistration.k8s.io/v1 ValidatingAdmissionPolicy", 30],
  ["admissionregistration.k8s.io/v1 ValidatingAdmissionPolicyBinding", 30],
  ["flowcontrol.apiserver.k8s.io/v1 FlowSchema", 29],
  ["flowcontrol.apiserver.k8s.io/v1 PriorityLevelConfiguration", 29],
  ["networking.k8s.io/v1 ServiceCIDR", 33],
  ["networking.k8s.io/v1 IPAddress", 33],
  ["resource.k8s.io/v1 DeviceClass", 34],
  ["resource.k8s.io/v1 ResourceClaim", 34],
  ["resource.k8s.io/v1 ResourceClaimTemplate", 34],
  ["storage.k8s.io/v1 VolumeAttributesClass", 34],
]);
