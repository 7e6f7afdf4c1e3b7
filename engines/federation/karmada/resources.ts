/** The objects of an app as Karmada has them: one of each name, and what differs on each hub. */

import type { App } from "../../../constructs/app.ts";
import type { JsonObject } from "../../../model/json.ts";
import type { KubernetesObject } from "../../../model/manifest.ts";
import type { FederatedApp, FederatedPlace } from "../../federation-engine.ts";
import { jsonPatch, type PatchOperation } from "../json-patch.ts";

/** A hub that gets the object. */
interface ResourcePlace {
  /** Name of the member: the region's. */
  readonly cluster: string;
  /** What makes the template into the object of this hub. */
  readonly patch: readonly PatchOperation[];
  readonly leaves: boolean;
}

/** One object of an app. */
export interface Resource {
  readonly app: App;
  readonly template: KubernetesObject;
  /** At least one, in the order of regions. */
  readonly places: readonly ResourcePlace[];
}

/**
 * The template is the object before anything that differs by region, so that a region that comes or goes changes nothing of
 * the others. What no hub would get without a difference, such as the configuration of one region alone, is taken from the
 * first hub that has it.
 */
export function resourcesOf({ app, plain, places }: FederatedApp): readonly Resource[] {
  const templates = new Map(plain.map((object) => [keyOf(object), object]));
  const placed = places.flatMap((place) => place.objects.map((object) => ({ place, object })));
  return [...Map.groupBy(placed, ({ object }) => keyOf(object))].map(([key, own]): Resource => {
    const template = templates.get(key) ?? (own[0] as (typeof own)[number]).object;
    return { app, template, places: own.map(({ place, object }) => placeOf(place, template, object)) };
  });
}

function placeOf({ hub, leaves }: FederatedPlace, template: KubernetesObject, object: KubernetesObject): ResourcePlace {
  const patch = jsonPatch(template as unknown as JsonObject, object as unknown as JsonObject);
  return { cluster: hub.region.name, patch, leaves };
}

function keyOf({ apiVersion, kind, metadata: { namespace = "", name } }: KubernetesObject): string {
  return `${apiVersion} ${kind} ${namespace} ${name}`;
}
