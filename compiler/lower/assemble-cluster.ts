/** Everything that one cluster pulls, put together: its folders, their order, and the root that reconciles them. */

import type { LayerCategory } from "../../constructs/profile.ts";
import type { ObjectsArtifact, TenantRef } from "../../engines/artifact.ts";
import type { DeliveryCluster, DeliveryEngine } from "../../engines/engine.ts";
import { type FolderCategory, folderNumbers, layerFolder, remotePath, tenantFolder } from "../../model/layout.ts";
import type { ChartSource, KubernetesObject } from "../../model/manifest.ts";
import type { Privileges } from "../../model/privilege.ts";
import type { LayerFacts, MakeFolder } from "./folder-maker.ts";
import { freeze } from "./freeze.ts";
import { type PlacedLayer, type ReconcileStep, resolveDependencies } from "./layers.ts";
import type { ReconcilerNames } from "./reconciler-folders.ts";
import type { Folder } from "./unit.ts";

/** A cluster and what goes into it. */
export interface ClusterParts {
  readonly cluster: DeliveryCluster;
  readonly delivery: DeliveryEngine;
  readonly layers: readonly PlacedLayer[];
  /** For this cluster, those in the place of a site left out: `siteSteps` has their reconcilers. */
  readonly artifacts: readonly ObjectsArtifact[];
  readonly siteSteps: readonly ReconcileStep[];
  /** Names of reconcilers that leave their objects behind. */
  readonly orphaned: ReconcilerNames;
  readonly make: MakeFolder;
  readonly paths: ClusterPaths;
}

/** Where folders of a kind of cluster lie, and what their reconcilers are called. */
export interface ClusterPaths {
  readonly layer: (folder: string) => string;
  readonly tenantZone: (
    tenant: string,
    zone: string,
    region: string,
    part?: string,
  ) => { readonly path: string; readonly name: string; readonly label: string };
}

/** The root folder first. */
export function assembleCluster(parts: ClusterParts): readonly Folder[] {
  const { cluster, delivery, layers, siteSteps, make, paths } = parts;
  const suspended = cluster.suspended;
  const ofLayers = layers.map(({ folder: name, number: order, category, privileged, awaited, rendered }): Part => {
    const path = paths.layer(name);
    return {
      folder: make(path, name, rendered.objects, { category, privileged }),
      step: { name, path, order, category, awaited, suspended },
      charts: rendered.releases.map((release) => release.source),
    };
  });
  const ofArtifacts = slots(parts).map((slot) => partOf(slot, parts));
  const all = [...ofLayers, ...ofArtifacts];
  const folders = resolveDependencies([...all.map(({ step }) => step), ...siteSteps], parts.orphaned);
  const charts = all.flatMap((part) => part.charts);
  const root = freeze(delivery.reconcile({ ...cluster, charts, folders }));
  return [
    make(cluster.root, rootLabel(cluster), root, { category: "delivery", privileged: false }),
    ...all.map(({ folder }) => folder),
  ];
}

interface Part {
  readonly folder: Folder;
  readonly step: ReconcileStep;
  readonly charts: readonly ChartSource[];
}

/** The last part of the root's path: `delivery` on hubs, `00-delivery` at sites. */
function rootLabel({ root }: DeliveryCluster): string {
  return root.slice(root.lastIndexOf("/") + 1);
}

/** Artifacts in one place, which become one folder. */
interface Slot {
  readonly path: string;
  readonly name: string;
  readonly label: string;
  readonly category: Exclude<FolderCategory, "delivery">;
  readonly privileged: Privileges;
  readonly awaited: boolean;
  readonly needs: FolderCategory | undefined;
  /** Names of folders of other apps of its system, which are ready before it. */
  readonly after: readonly string[];
  readonly tenant: TenantRef | undefined;
  readonly system: string | undefined;
  readonly remote: string | undefined;
  /** Name of the tenant whose objects they are. */
  readonly of: string | undefined;
  readonly artifacts: readonly ObjectsArtifact[];
}

function slots({ artifacts, paths, delivery }: ClusterParts): readonly Slot[] {
  const placed = artifacts.map((artifact) => ({
    ...placeOf(artifact, paths, delivery),
    artifacts: [inStartOrder(artifact, delivery)],
  }));
  const there = new Set(placed.map(({ name }) => name));
  return [...Map.groupBy(placed, ({ path }) => path).values()].map(
    ([first, ...more]): Slot => ({
      ...(first as Slot),
      artifacts: [first as Slot, ...more].flatMap((each) => each.artifacts),
      // An app of which nothing is there keeps nobody waiting.
      after: (first as Slot).after.filter((name) => there.has(name)),
    }),
  );
}

function placeOf({ slot }: ObjectsArtifact, paths: ClusterPaths, delivery: DeliveryEngine): Omit<Slot, "artifacts"> {
  if ("site" in slot) throw new Error(`objects for site ${slot.site.name} lie in the folder of the site`);
  if ("tenant" in slot) {
    const { tenant, zone, part } = slot;
    const placeOfPart = (name: string | undefined) => {
      if (zone) return paths.tenantZone(tenant.name, zone.name, zone.region.name, name);
      const folder = tenantFolder(tenant.name, name);
      return { path: paths.layer(folder), name: folder, label: folder };
    };
    const place = placeOfPart(part && (delivery.startOrder ? part.system : part.app));
    const after = part && !delivery.startOrder ? part.order.after.map((each) => placeOfPart(each).name) : [];
    const own = { tenant, of: tenant.name, remote: undefined, after, system: part?.system };
    return { ...place, category: "app", privileged: false, awaited: false, needs: undefined, ...own };
  }
  const { category, layer, privileged, awaited, needs, remote, of } = slot;
  const name = layerFolder(category, layer);
  const place = { path: remote === undefined ? paths.layer(name) : remotePath(remote, name), name, label: name };
  return {
    ...place,
    category,
    privileged,
    awaited,
    needs,
    tenant: undefined,
    system: undefined,
    remote,
    of,
    after: [],
  };
}

/** Where folders of one system cannot wait for each other, its objects say themselves in which order they come. */
function inStartOrder(artifact: ObjectsArtifact, { startOrder }: DeliveryEngine): ObjectsArtifact {
  const { slot, objects } = artifact;
  if (!startOrder || !("tenant" in slot) || !slot.part || slot.part.order.step === 0) return artifact;
  return { ...artifact, objects: startOrder(objects, slot.part.order.step) };
}

function partOf({ artifacts, ...slot }: Slot, { cluster, delivery, layers, make }: ClusterParts): Part {
  const { path, name, label, category, privileged, awaited, tenant, remote, of } = slot;
  const releases = artifacts.flatMap(({ charts = [] }) => charts);
  const remotes = artifacts.flatMap((each) => each.remotes ?? []);
  const objects = joined(artifacts, [
    ...releases.flatMap((release) => delivery.chart(release, cluster.reach?.authorities !== undefined)),
    ...remotes.flatMap((each) => delivery.remoteAccess?.objects(each) ?? []),
  ]);
  const layerCategory = waitsLike(category);
  const facts: LayerFacts = {
    category: layerCategory,
    privileged,
    tenant: of,
    ...(remote !== undefined && { isRemote: true }),
  };
  const ignored = artifacts.flatMap((each) => each.ignored ?? []);
  const needs = [
    ...layers.filter((layer) => layer.category === slot.needs).map((layer) => layer.folder),
    ...slot.after,
  ];
  return {
    folder: make(path, label, objects, facts, slot.system),
    step: {
      name,
      path,
      order: folderNumbers[category],
      category: layerCategory,
      awaited,
      suspended: cluster.suspended,
      ...(tenant && { tenant }),
      ...(remote !== undefined && { remote }),
      ...(needs.length > 0 && { needs }),
      ...(ignored.length > 0 && { ignored }),
    },
    charts: releases.map(({ source }) => source),
  };
}

/** One list is kept as it is: sites that share it are looked at once. */
function joined(
  artifacts: readonly ObjectsArtifact[],
  charts: readonly KubernetesObject[],
): readonly KubernetesObject[] {
  const [first] = artifacts;
  if (first && artifacts.length === 1 && charts.length === 0) return freeze(first.objects);
  return freeze([...artifacts.flatMap(({ objects }) => objects), ...charts]);
}

/** What stands between the categories of layers waits, and is waited for, like an addon. */
function waitsLike(category: Exclude<FolderCategory, "delivery">): LayerCategory {
  return category === "runtime" || category === "hosts" ? "addon" : category;
}
