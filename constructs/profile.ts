/** What a profile is: a versioned, immutable full-stack definition of layers and parameters. */

import type { Construct } from "constructs";
import type { z } from "zod";
import type { Federation } from "../model/federation.ts";
import type { Json, JsonObject } from "../model/json.ts";
import type { Privileges } from "../model/privilege.ts";
import type { Distribution, ProfileImage, Provisioner } from "../model/provisioner.ts";
import type { HostSpec, TaintSpec } from "../model/zone-file.ts";

/** The stack from the bottom to the top; folders, order of reconciliation and privileges follow it. */
export const layerCategories = ["os", "kubernetes", "cni", "csi", "addon", "app"] as const;
export type LayerCategory = (typeof layerCategories)[number];

export type ParameterValues = Readonly<Record<string, Json>>;

/**
 * One layer of a profile for subjects of type S (a site, a hub, the centre).
 *
 * A layer sees its subject only through `inputs`: plain data picked from the subject. `render` makes
 * objects from those inputs and from nothing else, so sites with equal inputs share one rendering.
 */
export interface Layer<S, P = ParameterValues> {
  /** RFC 1123 label; part of the folder's name. */
  readonly name: string;
  readonly category: LayerCategory;
  /** What this layer does beyond the baseline of the Pod Security Standards, by the words of model/privilege.ts. */
  readonly privileged?: Privileges;
  /**
   * Folders of later categories wait until this one is ready. False for what others can live without,
   * such as metrics: a missing credential there must not keep apps from their update.
   * @default true
   */
  readonly awaited?: boolean;
  /**
   * The layer as one subject has it, or undefined when the layer is not used there. A property and no method: TypeScript
   * compares the parameters of methods both ways, and a profile that lacks a layer's parameter would fit.
   */
  readonly prepare: (subject: S, parameters: P) => LayerInstance | undefined;
  /** Never set. It makes the profile name the optional parameters as well: one that it lacks could never be given. */
  readonly asks?: (parameters: { readonly [Name in keyof P]-?: unknown }) => void;
}

export interface LayerInstance {
  readonly inputs: JsonObject;
  /** Adds ApiObjects, cdk8s-plus constructs and HelmCharts below a scope that is a cdk8s Chart. */
  render(scope: Construct): void;
}

export interface LayerDefinition<S, P, I extends JsonObject> {
  readonly name: string;
  readonly category: LayerCategory;
  readonly privileged?: Privileges;
  readonly awaited?: boolean;
  inputs(subject: S, parameters: P): I | undefined;
  render(scope: Construct, inputs: I): void;
}

/** Ties `inputs` and `render` of a layer together so that the type of the inputs stays inside. */
export function defineLayer<S, P, I extends JsonObject>(definition: LayerDefinition<S, P, I>): Layer<S, P> {
  const { name, category, privileged = false, awaited = true } = definition;
  return {
    name,
    category,
    privileged,
    awaited,
    prepare(subject, parameters) {
      const inputs = definition.inputs(subject, parameters);
      return inputs && { inputs, render: (scope) => definition.render(scope, inputs) };
    },
  };
}

/** Nodes of a site that are made in another way than the rest, such as virtual machines beside servers. */
interface PoolDefinition {
  /** RFC 1123 label; part of the names of its objects. */
  readonly name: string;
  readonly provisioner: Provisioner;
  /** The servers of a site that belong to it; absent where its nodes are no servers of the site's file. */
  readonly takes?: (host: { readonly spec: HostSpec }) => boolean;
  /** Of its nodes; what a server itself has counts before. */
  readonly nodeLabels?: Readonly<Record<string, string>>;
  readonly nodeTaints?: readonly TaintSpec[];
}

/** A versioned, immutable full-stack definition. Subjects pin it as `name@version`. */
export interface Profile<S, P = ParameterValues> {
  readonly name: string;
  /** Exact semantic version; a released one never changes (profiles/lock.json). */
  readonly version: string;
  /** For profiles of sites: the kind of site it makes. */
  readonly siteKind?: "cluster" | "nodes";
  readonly kubernetes: {
    readonly distribution: Distribution;
    /** Version of the Kubernetes API or, for KubeEdge, of the kubelet inside edgecore; `1.32.9`. */
    readonly version: string;
  };
  /** Makes the cluster, and the nodes that no further pool takes. */
  readonly provisioner: Provisioner;
  readonly pools?: readonly PoolDefinition[];
  /** For profiles of the centre: what hands its apps out to hubs. */
  readonly federation?: Federation;
  /** Types and defaults of the parameters; unknown names are faults. */
  readonly parameters: z.ZodObject;
  /** Every image that pods of the layers or the provisioner run. */
  readonly images: readonly ProfileImage[];
  readonly layers: readonly Layer<S, P>[];
}

/** Ties the type of the parameters to the layers that read them: each parameter of a layer must be one of the profile. */
export function defineProfile<S, Z extends z.ZodObject>(
  profile: Omit<Profile<S, z.output<Z>>, "parameters"> & { readonly parameters: Z },
): Profile<S> {
  return profile as unknown as Profile<S>;
}

export function profileReference(profile: { readonly name: string; readonly version: string }): string {
  return `${profile.name}@${profile.version}`;
}
