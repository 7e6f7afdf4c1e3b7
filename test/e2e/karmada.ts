/** The centre of a fleet of two provinces, whose only app goes to a zone of the same name in both. */

import { loadAll } from "js-yaml";
import type { KubeClient, ObjectKey } from "../../lab/servers/kube-client.ts";
import { keyOf } from "../../lab/servers/kube-client.ts";
import { until } from "../../lab/servers/until.ts";
import type { KubernetesObject } from "../../model/manifest.ts";
import { allFiles, shippedProfiles } from "../compile-fleet.ts";
import { app } from "../evolution/entries.ts";
import { compileTexts } from "../evolution/evolve.ts";
import { FleetData, set } from "../evolution/fleet.ts";

export const MEMBERS = ["guangdong", "hunan"] as const;

/** @param clusterIds UIDs of the namespaces kube-system, by region */
export function federatedFleet(clusterIds: Readonly<Record<string, string>>): FleetData {
  const fleet = new FleetData();
  fleet.apps.splice(0);
  set(fleet.fleet.centre, { profile: "centre@1.1.0" });
  for (const name of MEMBERS) {
    const { hub } = fleet.region(name);
    if (hub) set(hub, { federation: { clusterId: clusterIds[name] ?? "" } });
  }
  set(fleet.zone("changsha"), { zone: "shenzhen" });
  fleet.apps.push(
    app("retail", "kiosk", {
      ports: [],
      replicas: 1,
      select: { regions: [...MEMBERS], labels: { customer: "kiosk" } },
      federate: { regions: "all" },
      regions: {
        guangdong: { config: { MAP: "pearl-river" } },
        hunan: { replicas: 2, config: { MAP: "xiang-river" }, image: imageOf("1.1.0") },
      },
    }),
  );
  for (const name of ["sz-kiosk-01", "cs-kiosk-01"]) set(fleet.site(name), { labels: { customer: "kiosk" } });
  return fleet;
}

export const imageOf = (tag: string) => `registry.panji.example/retail/kiosk:${tag}@sha256:${"c3".repeat(32)}`;

/** Objects below a folder of the fleet's repositories, `centre/hub/remote/karmada`. */
export function objectsBelow(fleet: FleetData, folder: string): readonly KubernetesObject[] {
  const files = [...allFiles(compileTexts(fleet.texts(), shippedProfiles).contents)];
  return files
    .filter(([path]) => path.startsWith(`${folder}/`) && !path.endsWith("/kustomization.yaml"))
    .flatMap(([, text]) => loadAll(text) as KubernetesObject[]);
}

/** As Flux applies: namespaces, what is known, what is custom, in the order of kinds; and what went is pruned. */
export async function deliver(
  client: KubeClient,
  objects: readonly KubernetesObject[],
  before: readonly KubernetesObject[] = [],
  as?: string,
): Promise<void> {
  for (const object of objects.toSorted((a, b) => rank(a) - rank(b))) {
    await until(
      `${object.kind} ${object.metadata.name} is applied`,
      async () => client.apply(object, as === undefined ? {} : { as }),
      {
        seconds: 60,
      },
    );
  }
  const present = new Set(objects.map(titleOf));
  for (const object of before.toSorted((a, b) => rank(b) - rank(a))) {
    if (!present.has(titleOf(object))) await client.delete(keyOf(object));
  }
}

const order = ["Namespace", "Cluster", "ClusterRole", "Role", "ConfigMap", "Deployment", "OverridePolicy"];
const rank = ({ kind }: KubernetesObject) => (order.includes(kind) ? order.indexOf(kind) : order.length);

function titleOf({ kind, metadata: { namespace, name } }: KubernetesObject): string {
  return `${kind} ${namespace} ${name}`;
}

export const deployment: ObjectKey = {
  apiVersion: "apps/v1",
  kind: "Deployment",
  namespace: "retail",
  name: "kiosk-shenzhen",
};
export const configMap: ObjectKey = { ...deployment, apiVersion: "v1", kind: "ConfigMap" };
