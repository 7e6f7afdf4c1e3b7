/** What differs from the common template: in every pool by its name, and in single pools. */

import type { Json, JsonObject } from "../../../model/json.ts";
import type { AppZone } from "../../engine.ts";
import type { DeploymentSpec } from "../native/deployment.ts";
import type { Workload } from "../native/workload.ts";

/** OpenYurt puts the name of the pool in its place (yurtappset/workloadmanager/tweaks.go at v1.7.0), and tests the set with nothing there. */
const POOL = "{{nodepool-name}}";

const POD = "/spec/template/spec";

/** An app with the Deployment that it is, made once. */
export interface Made {
  readonly workload: Workload;
  readonly spec: DeploymentSpec;
}

interface Patch {
  readonly path: string;
  readonly operation: "add" | "replace" | "remove";
  readonly value?: Json;
}

/**
 * ConfigMaps and claims of a zone have its name in theirs, so that the template leads each pool to its own. This one tweak is
 * for all pools, whichever there are: a pool that comes changes nothing of it. It cannot be so with a Secret, whose name the
 * webhook holds to be wrong while there is no pool in it.
 */
export function everyPool({ workload, spec }: Made): readonly JsonObject[] {
  const { name } = workload.metadata;
  const { containers, volumes = [] } = spec.template.spec as PodReferences;
  const references = [
    ...containers.flatMap(({ envFrom = [] }, at) =>
      envFrom.map(({ configMapRef }, from) => ({
        path: `containers/${at}/envFrom/${from}/configMapRef/name`,
        to: configMapRef.name,
      })),
    ),
    ...volumes.flatMap(({ configMap, persistentVolumeClaim: claim }, at) => [
      ...(configMap ? [{ path: `volumes/${at}/configMap/name`, to: configMap.name }] : []),
      ...(claim ? [{ path: `volumes/${at}/persistentVolumeClaim/claimName`, to: claim.claimName }] : []),
    ]),
  ];
  const patches = references.map(({ path, to }) => ({
    path: `${POD}/${path}`,
    operation: "replace",
    value: `${name}-${POOL}${to.slice(name.length)}`,
  }));
  return patches.length > 0 ? [{ nodepoolSelector: {}, tweaks: { patches } }] : [];
}

interface PodReferences {
  readonly containers: readonly ContainerReferences[];
  readonly initContainers?: readonly ContainerReferences[];
  readonly volumes?: readonly {
    readonly configMap?: { readonly name: string };
    readonly persistentVolumeClaim?: { readonly claimName: string };
  }[];
}

interface ContainerReferences {
  readonly env?: readonly JsonObject[];
  readonly envFrom?: readonly { readonly configMapRef: { readonly name: string } }[];
}

/** What a single pool has otherwise; nothing where it is as the common template says. */
export function ofPool(plain: Made, made: Made, { suffix = "" }: AppZone): readonly JsonObject[] {
  const { workload: common } = plain;
  const { workload: own } = made;
  const { name } = common.spec;
  const replicas = own.replicas === common.replicas ? {} : { replicas: own.replicas };
  const images = own.image === common.image ? {} : { containerImages: [{ name, targetImage: own.image }] };
  const patches = [
    ...strategy(plain.spec, made.spec),
    ...instance(own),
    ...environment(plain.spec, made.spec),
    ...configuration(plain, made.spec),
    ...affinity(made),
  ];
  const tweaks = { ...replicas, ...images, ...(patches.length > 0 && { patches: patches.map(asJson) }) };
  return Object.keys(tweaks).length > 0 ? [{ pools: [suffix], tweaks }] : [];
}

/** How pods are exchanged goes by how many there are. */
function strategy({ strategy: old }: DeploymentSpec, { strategy: value }: DeploymentSpec): readonly Patch[] {
  return JSON.stringify(old) === JSON.stringify(value)
    ? []
    : [{ path: "/spec/strategy", operation: "replace", value: { ...value } }];
}

/** What the platform grants an app in one zone goes by this label of its pods. */
function instance({ metadata, expose, egress }: Workload): readonly Patch[] {
  if (expose === undefined && egress.length === 0) return [];
  return [
    { path: "/spec/template/metadata/labels/app.kubernetes.io~1instance", operation: "replace", value: metadata.name },
  ];
}

/** Variables of every container: a value out of the store comes by a Secret with the name of the zone. */
function environment(common: DeploymentSpec, own: DeploymentSpec): readonly Patch[] {
  const [old, now] = [common.template.spec, own.template.spec] as [PodReferences, PodReferences];
  return (["initContainers", "containers"] as const).flatMap((list) =>
    (now[list] ?? []).flatMap(({ env }, at): readonly Patch[] => {
      const before = old[list]?.[at]?.env;
      if (JSON.stringify(before) === JSON.stringify(env)) return [];
      const path = `${POD}/${list}/${at}/env`;
      return [env ? { path, operation: "add", value: env } : { path, operation: "remove" }];
    }),
  );
}

/** A hash makes new pods where the configuration is another one; a template without any has no place for it yet. */
function configuration({ workload, spec }: Made, own: DeploymentSpec): readonly Patch[] {
  const [old, now] = [spec, own].map(({ template }) => template.metadata.annotations);
  if (now === undefined || JSON.stringify(old) === JSON.stringify(now)) return [];
  const path = "/spec/template/metadata/annotations";
  const hash: Patch = { path, operation: old ? "replace" : "add", value: now };
  const { containers } = own.template.spec as PodReferences;
  const envFrom = containers[0]?.envFrom;
  if (Object.keys(workload.config).length > 0 || !envFrom) return [hash];
  return [hash, { path: `${POD}/containers/0/envFrom`, operation: "add", value: envFrom }];
}

/** The sites of the zone that the app takes, where it takes not all of them. */
function affinity({ workload, spec }: Made): readonly Patch[] {
  const { affinity: value } = spec.template.spec as { readonly affinity?: JsonObject };
  return workload.sites && value ? [{ path: `${POD}/affinity`, operation: "add", value }] : [];
}

function asJson({ path, operation, value }: Patch): JsonObject {
  return { path, operation, ...(value !== undefined && { value }) };
}
