import { expect, test } from "vitest";
import { evaluateManifests } from "../../../policies/evaluate.ts";
import { createManifestEvaluator } from "../../../policies/manifest-evaluator.ts";
import { knownFields } from "../../../policies/prf/known-fields.ts";
import { manifestContext } from "../run-example.ts";

const evaluator = createManifestEvaluator([knownFields]);

function found(kubernetes: string, object: object) {
  const context = manifestContext(`kubernetes ${kubernetes}`);
  const own = { metadata: { name: "a" }, ...object } as Parameters<typeof evaluator>[0][number];
  const cluster = { construct: "panji/guangdong", folders: [{ path: "a", objects: [own], context }] };
  return evaluateManifests(evaluator, cluster).map(({ message }) => message.replace(/^.*?: found /, ""));
}

const pod = { apiVersion: "v1", kind: "Pod" };
const job = { apiVersion: "batch/v1", kind: "CronJob" };

test.each([
  ["1.25.3", pod, { initContainers: [{ restartPolicy: "Always" }] }, "spec.initContainers.restartPolicy", "1.29"],
  ["1.28.0", job, { jobTemplate: { spec: { template: { spec: { hostUsers: false } } } } }, "hostUsers", "1.33"],
  ["1.24.0", job, { timeZone: "Asia/Shanghai" }, "spec.timeZone", "1.25"],
])(
  "A field that Kubernetes %s does not know is named with the version that does",
  (version, kind, spec, field, since) => {
    const [message] = found(version, { ...kind, spec });
    expect(message).toContain(field);
    expect(message).toContain(`which Kubernetes has from ${since} on; its cluster has ${version}`);
    expect(found(since, { ...kind, spec })).toEqual([]);
  },
);

test("An init container that ends is as old as Kubernetes", () => {
  expect(found("1.20.1", { ...pod, spec: { initContainers: [{ name: "a", image: "b" }] } })).toEqual([]);
});

test("A kind that came later is named too", () => {
  const policy = { apiVersion: "admissionregistration.k8s.io/v1", kind: "ValidatingAdmissionPolicy" };
  expect(found("1.25.3", policy)).toEqual([
    "the kind ValidatingAdmissionPolicy of admissionregistration.k8s.io/v1, which Kubernetes has from 1.30 on; its cluster has 1.25.3",
  ]);
  expect(found("1.33.1", policy)).toEqual([]);
});
