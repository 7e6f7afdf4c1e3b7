/** What the objects of a folder ask of the quotas of their namespaces. */

import { field, mappings } from "../../model/json-fields.ts";
import type { KubernetesObject } from "../../model/manifest.ts";
import { memoizeByIdentity, memoizeShared } from "../../model/memo.ts";
import { quantityValue } from "../../model/quantity.ts";
import { podlessKinds, podSpecs } from "../sec/pods.ts";
import { type ContainerDefaults, podUsage } from "./pod-usage.ts";
import { multiple, total, type Usage } from "./usage.ts";

export interface Demand {
  readonly namespace: string;
  /** `deployment checkout` */
  readonly name: string;
  readonly always: Usage;
  /** What comes on top while its pods are exchanged. */
  readonly rolling: Usage;
}

const claiming: ReadonlySet<string> = new Set(["PersistentVolumeClaim", "Service"]);

/** Most objects of a namespace make no pod and claim nothing. */
export function asksForSomething({ kind }: KubernetesObject): boolean {
  return claiming.has(kind) || !podlessKinds.has(kind);
}

/** @param servers of the cluster, for a pod on each of them; one where nobody knows */
export function demandOf(
  object: KubernetesObject,
  defaults: ContainerDefaults,
  servers: number,
): Omit<Demand, "namespace" | "name"> {
  const { pod, withClaims, service } = partsWith(defaults)(object);
  const { count, surge } = (counts[object.kind] ?? one)(object, servers);
  return { always: total([multiple(withClaims, count), service]), rolling: multiple(pod, surge) };
}

/** What one replica takes, and what the object takes however many there are; sites share objects, and few have defaults of their own. */
const partsWith = memoizeByIdentity((defaults: ContainerDefaults) =>
  memoizeShared((object: KubernetesObject) => {
    const pod = total(podSpecs(object).map((each) => podUsage(each, defaults)));
    return { pod, withClaims: total([pod, ...claimsOf(object).map(claimUsage)]), service: serviceUsage(object) };
  }),
);

interface Count {
  readonly count: number;
  readonly surge: number;
}

const numberAt = (object: KubernetesObject, fallback: number, ...keys: readonly string[]): number => {
  const value = field(object, ...keys);
  return typeof value === "number" ? value : fallback;
};
const one = (): Count => ({ count: 1, surge: 0 });
const replicas = (object: KubernetesObject): Count => ({ count: numberAt(object, 1, "spec", "replicas"), surge: 0 });

/** How many pods there are at a time, by kind; those of a job that is suspended are none. */
const counts: Readonly<Record<string, (object: KubernetesObject, servers: number) => Count>> = {
  Deployment: (object) => {
    const { count } = replicas(object);
    return { count, surge: surgeOf(object, count) };
  },
  ReplicaSet: replicas,
  StatefulSet: replicas,
  DaemonSet: (_, servers) => ({ count: servers, surge: 0 }),
  Job: (object) => jobCount(object, "spec"),
  CronJob: (object) =>
    field(object, "spec", "suspend") === true
      ? { count: 0, surge: 0 }
      : jobCount(object, "spec", "jobTemplate", "spec"),
};

/**
 * A quarter of the replicas where nothing is said (k8s.io/api apps/v1, RollingUpdateDeployment), and no more than there are
 * replicas to exchange (kubernetes pkg/controller/deployment/util, NewRSNewReplicas).
 */
function surgeOf(object: KubernetesObject, count: number): number {
  if (field(object, "spec", "strategy", "type") === "Recreate") return 0;
  const said = field(object, "spec", "strategy", "rollingUpdate", "maxSurge") ?? "25%";
  const surge = typeof said === "number" ? said : Math.ceil((count * Number.parseInt(String(said), 10)) / 100);
  return Math.min(surge, count);
}

function jobCount(object: KubernetesObject, ...spec: readonly string[]): Count {
  if (field(object, ...spec, "suspend") === true) return { count: 0, surge: 0 };
  const parallelism = numberAt(object, 1, ...spec, "parallelism");
  return { count: Math.min(parallelism, numberAt(object, parallelism, ...spec, "completions")), surge: 0 };
}

/** Specs of the claims that come with the object, or with each of its pods. */
function claimsOf(object: KubernetesObject): readonly unknown[] {
  if (object.kind === "PersistentVolumeClaim") return [object["spec"]];
  const templates = object.kind === "StatefulSet" ? mappings(field(object, "spec", "volumeClaimTemplates")) : [];
  const ephemeral = podSpecs(object).flatMap((pod) =>
    mappings(pod["volumes"]).flatMap((volume) => field(volume, "ephemeral", "volumeClaimTemplate") ?? []),
  );
  return [...templates, ...ephemeral].map((each) => field(each, "spec"));
}

function claimUsage(spec: unknown): Usage {
  const size = quantityValue(field(spec, "resources", "requests", "storage") ?? 0) ?? 0;
  return { persistentvolumeclaims: 1, "requests.storage": size };
}

function serviceUsage(object: KubernetesObject): Usage {
  if (object.kind !== "Service") return {};
  const type = field(object, "spec", "type");
  const isBalanced = type === "LoadBalancer";
  const opens = type === "NodePort" || (isBalanced && field(object, "spec", "allocateLoadBalancerNodePorts") !== false);
  return {
    services: 1,
    "services.loadbalancers": isBalanced ? 1 : 0,
    "services.nodeports": opens ? mappings(field(object, "spec", "ports")).length : 0,
  };
}
