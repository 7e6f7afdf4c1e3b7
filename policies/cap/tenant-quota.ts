import { field, isMapping, mappings } from "../../model/json-fields.ts";
import type { KubernetesObject } from "../../model/manifest.ts";
import { memoizeShared } from "../../model/memo.ts";
import { quantityValue } from "../../model/quantity.ts";
import { pluralize } from "../pluralize.ts";
import type { ClusterContents, ClusterRule } from "../rule.ts";
import { asksForSomething, type Demand, demandOf } from "./demand.ts";
import type { ContainerDefaults } from "./pod-usage.ts";
import { largest, total, type Usage } from "./usage.ts";

export const tenantQuota: ClusterRule = {
  id: "FLT-CAP-034",
  scope: "cluster",
  severity: "error",
  title: "The apps of a namespace fit its quota",
  help: "The API server refuses the pod or the claim that is one too many, whatever room the servers have: by chance it is any app's, and an app whose last pod is refused never finishes its rollout. Counted are all replicas, runs of jobs by their parallelism, what a rollout adds for a moment (the largest, since others wait for it), claims, and what a LimitRange gives to containers that say nothing. Not judged are quotas with scopes, counts of other kinds, runs of a CronJob that overlap, and the surge of a DaemonSet.",
  bad: `# an object of layer 50-tenants
apiVersion: v1
kind: ResourceQuota
metadata: { name: tenant, namespace: shops }
spec: { hard: { requests.cpu: "2", pods: "20" } }
---
# an object of layer 80-apps-retail, tenant retail
apiVersion: apps/v1
kind: Deployment
metadata: { name: checkout, namespace: shops }
spec:
  replicas: 5
  template:
    spec: { containers: [{ name: checkout, resources: { requests: { cpu: 500m, memory: 256Mi } } }] }
`,
  good: `# an object of layer 50-tenants
apiVersion: v1
kind: ResourceQuota
metadata: { name: tenant, namespace: shops }
spec: { hard: { requests.cpu: "2", pods: "20" } }
---
# an object of layer 80-apps-retail, tenant retail
apiVersion: apps/v1
kind: Deployment
metadata: { name: checkout, namespace: shops }
spec:
  replicas: 4
  strategy: { type: Recreate }
  template:
    spec: { containers: [{ name: checkout, resources: { requests: { cpu: 500m, memory: 256Mi } } }] }
`,
  check(cluster) {
    const limits = cluster.folders.map(({ objects }) => limitsOf(objects));
    const quotas = limits.flatMap((each) => each.quotas);
    if (quotas.length === 0) return [];
    const defaults = new Map(limits.flatMap((each) => each.defaults));
    const demands = demandsOf(cluster, new Set(quotas.map(({ namespace }) => namespace)), defaults);
    return quotas.flatMap(({ namespace, hard }) => {
      const own = demands.filter((each) => each.namespace === namespace);
      const always = total(own.map((each) => each.always));
      const mostRolling = largest(...own.map((each) => each.rolling));
      // All at once, and the largest rollout on top.
      const asked = Object.entries(hard).map(([key, allowed]) => {
        const rolling = mostRolling[key] ?? 0;
        return { key, rolling, sum: (always[key] ?? 0) + rolling, allowed };
      });
      const beyond = asked.filter(({ sum, allowed }) => sum > allowed * (1 + 1e-9));
      const [first] = beyond;
      if (!first) return [];
      const amounts = (value: "sum" | "allowed") => beyond.map((each) => amountOf(each.key, each[value])).join(" and ");
      return [
        {
          message: `namespace ${namespace} asks for ${amounts("sum")}, and its quota allows ${amounts("allowed")}: ${partsOf(own, first)}`,
          hint:
            hints[first.key] ??
            "lower replicas or resources of apps, take apps off the site, or raise the parameter that the quota follows, such as storage",
        },
      ];
    });
  },
};

const hints: Readonly<Record<string, string>> = {
  "services.nodeports":
    "pin a version of the profile whose tenants have node ports (its layer tenants follows what apps ask for), or take nodePort from the app",
};

interface Quota {
  readonly namespace: string;
  readonly hard: Usage;
}

interface Limits {
  readonly quotas: readonly Quota[];
  readonly defaults: readonly (readonly [namespace: string, ContainerDefaults])[];
}

/** Many sites share one list of objects, so it is gone through once for all of them. */
const limitsOf = memoizeShared((objects: readonly KubernetesObject[]): Limits => {
  const quotas = objects.filter(({ kind, spec }) => kind === "ResourceQuota" && isUnscoped(spec));
  const ranges = objects.filter(({ kind }) => kind === "LimitRange");
  return {
    quotas: quotas.map((object) => ({
      namespace: namespaceOf(object),
      hard: amountsOf(field(object, "spec", "hard")),
    })),
    defaults: ranges.flatMap((object) =>
      mappings(field(object, "spec", "limits"))
        .filter(({ type }) => type === "Container")
        .map((each) => [namespaceOf(object), { requests: each["defaultRequest"], limits: each["default"] }] as const),
    ),
  };
});

const isUnscoped = (spec: unknown) => field(spec, "scopes") === undefined && field(spec, "scopeSelector") === undefined;
const namespaceOf = ({ metadata }: KubernetesObject) => metadata.namespace ?? "default";

function amountsOf(hard: unknown): Usage {
  const amounts = isMapping(hard)
    ? Object.entries(hard).map(([key, value]) => [key, quantityValue(value)] as const)
    : [];
  return Object.fromEntries(amounts.filter((each): each is readonly [string, number] => each[1] !== undefined));
}

const askingOf = memoizeShared((objects: readonly KubernetesObject[]) => objects.filter(asksForSomething));

function demandsOf(
  { folders, servers }: ClusterContents,
  namespaces: ReadonlySet<string>,
  defaults: ReadonlyMap<string, ContainerDefaults>,
): readonly Demand[] {
  const count = servers?.servers.length ?? 1;
  const found: Demand[] = [];
  for (const { objects } of folders) {
    for (const object of askingOf(objects)) {
      const namespace = namespaceOf(object);
      if (!namespaces.has(namespace)) continue;
      const name = `${object.kind.toLowerCase()} ${object.metadata.name}`;
      found.push({ namespace, name, ...demandOf(object, defaults.get(namespace) ?? nothing, count) });
    }
  }
  return found;
}

const nothing: ContainerDefaults = { requests: undefined, limits: undefined };

const SHOWN = 5;

function partsOf(
  demands: readonly Demand[],
  { key, rolling }: { readonly key: string; readonly rolling: number },
): string {
  const parts = demands
    .map(({ name, always }) => ({ name, amount: always[key] ?? 0 }))
    .filter(({ amount }) => amount > 0)
    .sort((a, b) => b.amount - a.amount);
  const rest = parts.slice(SHOWN);
  const roller = demands.find((each) => rolling > 0 && each.rolling[key] === rolling);
  return [
    ...parts.slice(0, SHOWN).map(({ name, amount }) => `${name} ${amountOf(key, amount)}`),
    ...(rest.length > 0
      ? [
          `${rest.length} others ${amountOf(
            key,
            rest.reduce((all, { amount }) => all + amount, 0),
          )}`,
        ]
      : []),
    ...(roller ? [`${amountOf(key, rolling)} more while ${roller.name} is exchanged`] : []),
  ].join(", ");
}

const bytes = (value: number) => `${rounded(value / 2 ** 30, 100)} GiB`;
const rounded = (value: number, parts: number) => Math.round(value * parts) / parts;

const words: Readonly<Record<string, (value: number) => string>> = {
  cpu: (value) => `${rounded(value, 1000)} CPU`,
  "requests.cpu": (value) => `${rounded(value, 1000)} CPU`,
  "limits.cpu": (value) => `${rounded(value, 1000)} CPU as limits`,
  memory: (value) => `${bytes(value)} of memory`,
  "requests.memory": (value) => `${bytes(value)} of memory`,
  "limits.memory": (value) => `${bytes(value)} of memory as limits`,
  "requests.storage": (value) => `${bytes(value)} of storage`,
  pods: (value) => pluralize(value, "pod"),
  persistentvolumeclaims: (value) => pluralize(value, "claim"),
  services: (value) => pluralize(value, "Service"),
  "services.nodeports": (value) => `${pluralize(value, "port")} of the servers`,
  "services.loadbalancers": (value) => `${pluralize(value, "Service")} with a balancer`,
};

function amountOf(key: string, value: number): string {
  return words[key]?.(value) ?? `${value} ${key}`;
}
