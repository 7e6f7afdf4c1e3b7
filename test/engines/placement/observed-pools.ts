/** What the controllers of KubeEdge and OpenYurt make of what a placement gives them, as observed.ts reads it. */

import type { JsonObject } from "../../../model/json.ts";
import type { PlacedWorkload, PodSpec, ReadZones } from "./observed.ts";

interface OwnContainer {
  readonly name: string;
  image: string;
  env?: readonly { readonly name: string }[];
}

interface Deployment {
  readonly spec: {
    replicas: number;
    readonly template: {
      readonly metadata: { readonly labels: Record<string, string> };
      readonly spec: Omit<PodSpec, "containers"> & { readonly containers: readonly OwnContainer[] };
    };
  };
}

interface EdgeApplication {
  readonly workloadTemplate: { readonly manifests: readonly [Deployment] };
  readonly workloadScope: {
    readonly targetNodeGroups: readonly { readonly name: string; readonly overriders?: Overriders }[];
  };
}

interface Overriders {
  readonly replicas?: number;
  readonly imageOverriders?: readonly {
    readonly component: "Registry" | "Repository" | "Tag";
    readonly value: string;
  }[];
  readonly envOverriders?: readonly {
    readonly containerName: string;
    readonly operator: "add" | "remove";
    readonly value: readonly { readonly name: string }[];
  }[];
}

/** A Deployment in the group of each site (KubeEdge v1.23 cloud/pkg/controllermanager/edgeapplication/overridemanager). */
export const readGroups: ReadZones = (objects, zones) =>
  objects
    .filter(({ kind }) => kind === "EdgeApplication")
    .flatMap((object) => {
      const { workloadTemplate, workloadScope } = object["spec"] as unknown as EdgeApplication;
      return workloadScope.targetNodeGroups.map(({ name: site, overriders = {} }): PlacedWorkload => {
        const { spec } = structuredClone(workloadTemplate.manifests[0]);
        const { template } = spec;
        const parts = Object.fromEntries(
          (overriders.imageOverriders ?? []).map(({ component, value }) => [component, value]),
        );
        const [own] = template.spec.containers;
        if (own && parts["Tag"] !== undefined)
          own.image = `${parts["Registry"]}/${parts["Repository"]}:${parts["Tag"]}`;
        for (const { containerName, operator, value } of overriders.envOverriders ?? []) {
          const container = template.spec.containers.find(({ name }) => name === containerName);
          if (!container) throw new Error(`no container ${containerName}`);
          const names = value.map(({ name }) => name);
          const kept = (container.env ?? []).filter(({ name }) => operator === "add" || !names.includes(name));
          container.env = operator === "add" ? [...kept, ...value] : kept;
        }
        const zone = zones.find((each) => site.startsWith(`${each}-`)) ?? "";
        const { labels } = template.metadata;
        return {
          zone,
          site,
          kind: object.kind,
          replicas: overriders.replicas ?? spec.replicas,
          pod: template.spec as unknown as PodSpec,
          labels,
        };
      });
    });

interface YurtAppSet {
  readonly pools: readonly string[];
  readonly workload: {
    readonly workloadTemplate: { readonly deploymentTemplate: Deployment };
    readonly workloadTweaks?: readonly { readonly pools?: readonly string[]; readonly tweaks: Tweaks }[];
  };
}

interface Tweaks {
  readonly replicas?: number;
  readonly containerImages?: readonly { readonly name: string; readonly targetImage: string }[];
  readonly patches?: readonly { readonly path: string; readonly operation: string; readonly value?: unknown }[];
}

/** A Deployment in the pool of each zone (OpenYurt v1.7 pkg/yurtmanager/controller/yurtappset/workloadmanager). */
export const readPools: ReadZones = (objects) =>
  objects
    .filter(({ kind }) => kind === "YurtAppSet")
    .flatMap((object) => {
      const { pools, workload } = object["spec"] as unknown as YurtAppSet;
      return pools.map((zone): PlacedWorkload => {
        const made = structuredClone(workload.workloadTemplate.deploymentTemplate);
        for (const { pools: of, tweaks } of workload.workloadTweaks ?? []) {
          if (of && !of.includes(zone)) continue;
          if (tweaks.replicas !== undefined) made.spec.replicas = tweaks.replicas;
          for (const { name, targetImage } of tweaks.containerImages ?? []) {
            for (const each of made.spec.template.spec.containers) if (each.name === name) each.image = targetImage;
          }
          for (const patch of tweaks.patches ?? []) applyPatch(made, patch, zone);
        }
        const { template, replicas } = made.spec;
        const labels = { ...template.metadata.labels, "apps.openyurt.io/pool-name": zone };
        return { zone, kind: object.kind, replicas, pod: template.spec as unknown as PodSpec, labels };
      });
    });

function applyPatch(
  root: object,
  { path, operation, value }: NonNullable<Tweaks["patches"]>[number],
  pool: string,
): void {
  const steps = path
    .split("/")
    .slice(1)
    .map((step) => step.replaceAll("~1", "/").replaceAll("~0", "~"));
  const last = steps.pop() ?? "";
  const holder = steps.reduce((at, step) => (at as Readonly<Record<string, unknown>>)[step], root as unknown);
  if (typeof holder !== "object" || holder === null) throw new Error(`nothing at ${path}`);
  const fields = holder as Record<string, unknown>;
  if (operation !== "add" && !(last in fields)) throw new Error(`nothing to ${operation} at ${path}`);
  if (operation === "remove") delete fields[last];
  else fields[last] = JSON.parse(JSON.stringify(value).replaceAll("{{nodepool-name}}", pool)) as JsonObject;
}
