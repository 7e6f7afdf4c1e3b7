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

interface PodSpec {
  readonly containers: readonly Container[];
  readonly initContainers?: readonly Container[];
  readonly volumes?: readonly Fields[];
  readonly nodeSelector?: Fields;
  readonly topologySpreadConstraints?: unknown;
  readonly [field: string]: unknown;
}

/** A workload of one zone with its pod. */
export interface ZoneWorkload {
  readonly zone: string;
  readonly kind: string;
  readonly replicas?: number | undefined;
  readonly schedule?: unknown;
  readonly pod: PodSpec;
  readonly labels: Readonly<Record<string, string>>;
}

/** Reads the workloads of each zone out of what a placement made, as its own controller would. */
export type ReadZones = (objects: readonly KubernetesObject[], zones: readonly string[]) => readonly ZoneWorkload[];

/**
 * By zone: what its pods are, what they are given, and at which ports they answer. Names, which placements give in their own way,
 * are resolved; left out are the order in which pods are exchanged, and the wait before the end, which older types lack.
 */
export function observed({ artifacts, zones }: Placed, read: ReadZones): Readonly<Record<string, unknown>> {
  const objects = artifacts.flatMap((each) => each.objects);
  const workloads = read(objects, zones);
  return Object.fromEntries(
    workloads
      .filter(({ replicas }) => replicas !== 0)
      .map(({ zone, replicas, schedule, pod, labels }) => [
        zone,
        {
          replicas,
          schedule,
          pod: resolved(pod, objects, zone),
          ports: servedPorts(objects, labels),
          claims: claims(objects, pod),
        },
      ]),
  );
}

function named(objects: readonly KubernetesObject[], kind: string, name: unknown): KubernetesObject | undefined {
  return objects.find((each) => each.kind === kind && each.metadata.name === name);
}

function resolved(pod: PodSpec, objects: readonly KubernetesObject[], zone: string): unknown {
  const { nodeSelector: _, topologySpreadConstraints: __, restartPolicy, ...rest } = pod;
  const data = (name: unknown) => named(objects, "ConfigMap", name)?.["data"] ?? `nobody makes ${String(name)}`;
  const container = ({ lifecycle: ___, envFrom = [], env, ...fields }: Container) => ({
    ...fields,
    env: renamed(env, zone),
    config: envFrom.map(({ configMapRef }) => data(configMapRef.name)),
  });
  return {
    ...rest,
    restartPolicy,
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

/** Secrets of the store are written under the zone's name, by the platform. */
function renamed(env: unknown, zone: string): unknown {
  return env === undefined ? undefined : JSON.parse(JSON.stringify(env).replaceAll(`till-${zone}`, "till-ZONE"));
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
  readonly ports: readonly { readonly name: string; readonly port: number; readonly protocol: string }[];
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
  return specs
    .filter(({ selector }) => Object.entries(selector).every(([key, value]) => labels[key] === value))
    .flatMap(({ ports }) => ports.map(({ name, port, protocol }) => `${name} ${port} ${protocol}`))
    .sort();
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
  objects.flatMap(({ kind, metadata, ...rest }): readonly ZoneWorkload[] => {
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
      return zones.map((zone): ZoneWorkload => {
        const name = templates[zone] ?? defaultTemplateName;
        const chosen = name === "default" ? template : (templatePool[name] as WorkloadSpec);
        const { replicas, template: pod } = chosen;
        return { zone, kind: object.kind, replicas, pod: pod.spec, labels: pod.metadata.labels };
      });
    });
