import { expect, test } from "vitest";
import { startsAlone } from "../../../policies/cap/starts-alone.ts";
import type { ManifestContext } from "../../../policies/rule.ts";

const context = {
  layer: "x",
  category: "addon",
  privileged: {},
  registries: [],
  repositories: "",
  tenants: [],
} as unknown as ManifestContext;
const messages = (object: object, more: object = {}) =>
  startsAlone.check(object as never, { ...context, ...more }).map(({ message }) => message);

const pod = (spec: object) => ({ apiVersion: "v1", kind: "Pod", metadata: { name: "a" }, spec });

test("Each container and each volume of an image that asks the registry at each start is told, also before the others start", () => {
  const spec = {
    initContainers: [{ name: "before", imagePullPolicy: "Always" }],
    containers: [
      { name: "main", imagePullPolicy: "IfNotPresent" },
      { name: "beside", imagePullPolicy: "Always" },
      { name: "quiet" },
    ],
    volumes: [{ name: "model", image: { reference: "x", pullPolicy: "Always" } }],
  };
  expect(messages(pod(spec))).toEqual([
    "container before asks the registry at each start (Always), expected IfNotPresent",
    "container beside asks the registry at each start (Always), expected IfNotPresent",
    "volume model asks the registry at each start (Always), expected IfNotPresent",
  ]);
});

const webhook = (url: string, failurePolicy?: string) => ({
  apiVersion: "admissionregistration.k8s.io/v1",
  kind: "ValidatingWebhookConfiguration",
  metadata: { name: "a" },
  webhooks: [{ name: "pods.example", clientConfig: { url }, ...(failurePolicy && { failurePolicy }) }],
});

test.each([
  ["https://policy.panji.example/pods", undefined, 1],
  ["https://policy.panji.example/pods", "Fail", 1],
  ["https://policy.panji.example/pods", "Ignore", 0],
  ["https://policy.guard.svc:8443/pods", "Fail", 0],
  ["https://policy.guard.svc.cluster.local/pods", "Fail", 0],
  ["https://127.0.0.1:9443/pods", "Fail", 0],
])("A webhook at %s with %s has %i findings", (url, policy, count) => {
  expect(messages(webhook(url, policy))).toHaveLength(count);
});

test("A webhook that is called by a Service, and what another API server is given, are no matter of this site", () => {
  const byService = {
    ...webhook("x"),
    webhooks: [{ name: "a", clientConfig: { service: { name: "x", namespace: "y" } } }],
  };
  expect(messages(byService)).toEqual([]);
  expect(messages(webhook("https://policy.panji.example/pods"), { isRemote: true })).toEqual([]);
});
