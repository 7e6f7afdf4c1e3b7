/** What runs in each zone, whichever placement brings it there: the same for two placements that carry the same. */

import type { Placed } from "../../../docs/generator/placement-cases.ts";
import type { KubernetesObject } from "../../../model/manifest.ts";

type Fields = Readonly<Record<string, unknown>>;

interface Container {
  readonly name: string;
  readonly envFrom?: readonly { readonly configMapRef: { readonly name: string } }[];
  readonly lifecycle?: unknown;
  readonly [field: string]: unknown;
}

export interface PodSpec {
  readonly containers: readonly Container[];
  readonly initContainers?: readonly Container[];
  readonly volumes?: readonly Fields[];
  readonly nodeSelector?: Fields;
  readonly topologySpreadConstraints?: unknown;
  readonly [field: string]: unknown;
}

/** A workload with its pod. */
export interface PlacedWorkload {
  readonly zone: string;
  /** Of a placement that has a workload a site. */
  readonly site?: string;
  readonly kind: string;
  readonly replicas?: number | undefined;
  readonly schedule?: unknown;
  readonly pod: PodSpec;
  readonly labels: Readonly<Record<string, string>>;
}

/** Reads the workloads of each zone out of what a placement made, as its own controller would. */
export type ReadZones = (objects: readonly KubernetesObject[], zones: readonly string[]) => readonly PlacedWorkload[];

/**
 * By zone: what its pods are, what they are given, at which sites they may be, and at which ports they answer. Names, which
 * placements give in their own way, are resolved; left out are the order in which pods are exchanged, and the wait before the end,
 * which older types lack.
 */
export function observed({ artifacts, zones }: Placed, { read, leavesOut = [], perSite }: Reader): Observed {
  const objects = artifacts.flatMap((each) => each.objects);
  const running = read(objects, zones).filter(({ replicas }) => replicas !== 0);
  return Object.fromEntries(
    zones.flatMap((zone) => {
      const own = running.filter((each) => each.zone === zone);
      const [first] = own;
      if (!first) return [];
      const seen = own.map((each) => factsOf(each, objects));
      const [facts] = seen as [Facts];
      if (seen.some((each) => JSON.stringify(each) !== JSON.stringify(facts)))
        throw new Error(`sites of ${zone} differ`);
      const sites = perSite ? own.map(({ site }) => site ?? "").sort() : sitesOf(first.pod);
      return [[zone, without({ ...facts, sites }, leavesOut)] as const];
    }),
  );
}

/** How what a placement makes is read, as its own controller reads it. */
export interface Reader {
  readonly read: ReadZones;
  /** A workload a site in place of one a zone. */
  readonly perSite?: true;
  /** What it does in a way of its own, which its page says. */
  readonly leavesOut?: readonly Fact[];
}

export type Observed = Readonly<Record<string, Readonly<Partial<Facts>>>>;
export type Fact = keyof Facts;

interface Facts {
  readonly replicas: unknown;
  readonly schedule: unknown;
  readonly pod: unknown;
  /** How long pods stay on a lost server. */
  readonly loss: unknown;
  readonly ports: unknown;
  readonly claims: unknown;
  /** Undefined: all of the zone. */
  readonly sites?: unknown;
}

export function without(facts: Readonly<Partial<Facts>>, left: readonly Fact[]): Readonly<Partial<Facts>> {
  return Object.fromEntries(Object.entries(facts).filter(([name]) => !left.includes(name as Fact)));
}

function factsOf(
  { zone, replicas, schedule, pod, labels }: PlacedWorkload,
  objects: readonly KubernetesObject[],
): Facts {
  const tolerations = (pod["tolerations"] ?? []) as readonly { readonly effect: string }[];
  return {
    replicas,
    schedule,
    pod: resolved(pod, objects, zone),
    loss: tolerations.filter(({ effect }) => effect === "NoExecute"),
    ports: servedPorts(objects, labels),
    claims: claims(objects, pod),
  };
}

interface Expression {
  readonly key: string;
  readonly values: readonly string[];
}

function expressionsOf(pod: PodSpec): readonly Expression[] {
  const affinity = pod["affinity"] as
    | {
        readonly nodeAffinity: {
          readonly requiredDuringSchedulingIgnoredDuringExecution: {
            readonly nodeSelectorTerms: readonly { readonly matchExpressions: readonly Expression[] }[];
          };
        };
      }
    | undefined;
  const terms = affinity?.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms ?? [];
  return terms.flatMap(({ matchExpressions }) => matchExpressions);
}

const SITE = "flotilla.dev/site";
const sitesOf = (pod: PodSpec) => expressionsOf(pod).find(({ key }) => key === SITE)?.values;

function named(objects: readonly KubernetesObject[], kind: string, name: unknown): KubernetesObject | undefined {
  return objects.find((each) => each.kind === kind && each.metadata.name === name);
}

function resolved(pod: PodSpec, objects: readonly KubernetesObject[], zone: string): unknown {
  const {
    nodeSelector: _,
    topologySpreadConstraints: __,
    affinity: ___,
    tolerations = [],
    restartPolicy,
    ...rest
  } = pod;
  const data = (name: unknown) => named(objects, "ConfigMap", name)?.["data"] ?? `nobody makes ${String(name)}`;
  const container = ({ lifecycle: ____, envFrom = [], env, ...fields }: Container) => ({
    ...fields,
    env: variables(
      [...envFrom.flatMap(({ configMapRef }) => Object.entries(data(configMapRef.name))), ...entries(env)],
      zone,
    ),
  });
  return {
    ...rest,
    restartPolicy,
    tolerations: (tolerations as readonly { readonly effect: string }[]).filter(({ effect }) => effect !== "NoExecute"),
    nodes: expressionsOf(pod).filter(({ key }) => key !== SITE),
    containers: pod.containers.map(container),
    initContainers: (pod.initContainers ?? []).map(container),
    volumes: (pod.volumes ?? []).map((volume) => {
      const { configMap, persistentVolumeClaim, ...kept } = volume as {
        readonly configMap?: { readonly name: string };
        readonly persistentVolumeClaim?: object;
      };
      return {
        ...kept,
        ...(configMap && { files: data(configMap.name) }),
        ...(persistentVolumeClaim && { claim: true }),
      };
    }),
  };
}

function entries(env: unknown): readonly (readonly [string, unknown])[] {
  const list = (env ?? []) as readonly {
    readonly name: string;
    readonly value?: string;
    readonly valueFrom?: unknown;
  }[];
  return list.map(({ name, value, valueFrom }) => [name, value ?? valueFrom]);
}

/** By name, whether they come one by one or out of a ConfigMap. Secrets of the store are written under the zone's name. */
function variables(all: readonly (readonly [string, unknown])[], zone: string): Fields {
  const sorted = [...all].sort(([a], [b]) => (a < b ? -1 : 1));
  return JSON.parse(JSON.stringify(Object.fromEntries(sorted)).replaceAll(`till-${zone}`, "till-ZONE")) as Fields;
}

function claims(objects: readonly KubernetesObject[], { volumes = [] }: PodSpec): readonly unknown[] {
  return volumes.flatMap((volume) => {
    const { claimName } = (volume["persistentVolumeClaim"] ?? {}) as { readonly claimName?: string };
    if (claimName === undefined) return [];
    return [named(objects, "PersistentVolumeClaim", claimName)?.["spec"] ?? `nobody makes ${claimName}`];
  });
}

interface ServiceSpec {
  readonly selector: Readonly<Record<string, string>>;
  readonly ports: readonly {
    readonly name: string;
    readonly port: number;
    readonly protocol: string;
    readonly nodePort?: number;
  }[];
}

/** Ports of whatever Service leads to the pods: a Service, or what becomes one. */
function servedPorts(
  objects: readonly KubernetesObject[],
  labels: Readonly<Record<string, string>>,
): readonly unknown[] {
  const specs = objects.flatMap((object): readonly ServiceSpec[] => {
    if (object.kind === "Service") return [object["spec"] as unknown as ServiceSpec];
    return object.kind === "ServiceGrid" ? [(object["spec"] as unknown as { template: ServiceSpec }).template] : [];
  });
  const ports = specs
    .filter(({ selector }) => Object.entries(selector).every(([key, value]) => labels[key] === value))
    .flatMap((spec) =>
      spec.ports.map(({ name, port, protocol, nodePort = "" }) => `${name} ${port} ${protocol} ${nodePort}`.trim()),
    );
  return [...new Set(ports)].sort();
}

interface Template {
  readonly metadata: { readonly labels: Readonly<Record<string, string>> };
  readonly spec: PodSpec;
}
interface WorkloadSpec {
  readonly replicas?: number;
  readonly schedule?: unknown;
  readonly template: Template;
}

/** Plain workloads: the zone is the end of their name, before the hash of a Job. */
export const readPlain: ReadZones = (objects, zones) =>
  objects.flatMap(({ kind, metadata, ...rest }): readonly PlacedWorkload[] => {
    const zone = zones.find((each) => new RegExp(`-${each}(-[0-9a-f]{8})?$`).test(metadata.name));
    if (!/^(Deployment|Job|CronJob)$/.test(kind) || zone === undefined) return [];
    const spec = rest["spec"] as unknown as WorkloadSpec & { readonly jobTemplate?: { readonly spec: WorkloadSpec } };
    const { template } = spec.jobTemplate?.spec ?? spec;
    const { replicas, schedule } = spec;
    return [{ zone, kind, replicas, schedule, pod: template.spec, labels: template.metadata.labels }];
  });

interface GridSpec {
  readonly defaultTemplateName?: string;
  readonly template: WorkloadSpec;
  readonly templatePool?: Readonly<Record<string, WorkloadSpec>>;
  readonly templates?: Readonly<Record<string, string>>;
}

/** Grids, as SuperEdge's controller chooses the template of a zone (controller/deployment/util getDeployTemplate). */
export const readGrids: ReadZones = (objects, zones) =>
  objects
    .filter(({ kind }) => kind === "DeploymentGrid" || kind === "StatefulSetGrid")
    .flatMap((object) => {
      const {
        defaultTemplateName = "default",
        template,
        templatePool = {},
        templates = {},
      } = object["spec"] as unknown as GridSpec;
      return zones.map((zone): PlacedWorkload => {
        const name = templates[zone] ?? defaultTemplateName;
        const chosen = name === "default" ? template : (templatePool[name] as WorkloadSpec);
        const { replicas, template: pod } = chosen;
        return { zone, kind: object.kind, replicas, pod: pod.spec, labels: pod.metadata.labels };
      });
    });
