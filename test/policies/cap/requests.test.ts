import { expect, test } from "vitest";
import type { KubernetesObject } from "../../../model/manifest.ts";
import { requestsOf } from "../../../policies/cap/requests.ts";

const GIB = 2 ** 30;
const container = (cpu: string, memory: string) => ({ name: "c", resources: { requests: { cpu, memory } } });
const workload = (kind: string, spec: object, pod: object) =>
  ({
    apiVersion: "apps/v1",
    kind,
    metadata: { name: "a", namespace: "b" },
    spec: { ...spec, template: { spec: pod } },
  }) as unknown as KubernetesObject;
const pod = { containers: [container("1", "1Gi"), container("500m", "1Gi")] };
const nothing = { cpu: 0, memory: 0 };

test.each([
  [
    "each replica of a Deployment",
    [workload("Deployment", { replicas: 3 }, pod)],
    { cpu: 4.5, memory: 6 * GIB },
    nothing,
  ],
  ["a Deployment of none", [workload("Deployment", { replicas: 0 }, pod)], nothing, nothing],
  ["a StatefulSet without a number as one", [workload("StatefulSet", {}, pod)], { cpu: 1.5, memory: 2 * GIB }, nothing],
  ["a DaemonSet on every server", [workload("DaemonSet", {}, pod)], nothing, { cpu: 1.5, memory: 2 * GIB }],
  [
    "the larger of first steps and of what runs then",
    [
      workload(
        "Deployment",
        { replicas: 1 },
        { ...pod, initContainers: [container("100m", "4Gi"), container("2", "1Gi")] },
      ),
    ],
    { cpu: 2, memory: 4 * GIB },
    nothing,
  ],
  [
    "a CronJob as one run",
    [
      {
        apiVersion: "batch/v1",
        kind: "CronJob",
        metadata: { name: "a", namespace: "b" },
        spec: { jobTemplate: { spec: { template: { spec: pod } } } },
      } as unknown as KubernetesObject,
    ],
    { cpu: 1.5, memory: 2 * GIB },
    nothing,
  ],
  [
    "what states no requests as nothing",
    [workload("Deployment", { replicas: 2 }, { containers: [{ name: "c" }] })],
    nothing,
    nothing,
  ],
])("Counted is %s", (_, objects, once, perServer) => {
  expect(requestsOf(objects, false)).toEqual({ once, perServer });
});

const values = {
  resources: { requests: { cpu: "100m", memory: "1Gi" }, limits: { memory: "2Gi" } },
  operator: { replicas: 2, resources: { requests: { cpu: "50m", memory: "1Gi" } } },
};

test.each([
  ["HelmRelease", { values }],
  ["Application", { sources: [{ chart: "cilium", helm: { valuesObject: values } }] }],
])("Of a %s the values count: those at the top on every server where the chart is a network's", (kind, spec) => {
  const release = { apiVersion: "x/v1", kind, metadata: { name: "cilium" }, spec } as unknown as KubernetesObject;
  expect(requestsOf([release], true)).toEqual({
    once: { cpu: 0.1, memory: 2 * GIB },
    perServer: { cpu: 0.1, memory: GIB },
  });
  expect(requestsOf([release], false)).toEqual({ once: { cpu: 0.2, memory: 3 * GIB }, perServer: nothing });
});
