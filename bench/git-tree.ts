/** Trees for the benchmark of Git: 20 files of about 400 bytes a site. */

import { blobId } from "../model/git-object.ts";
import type { RepositoryFile } from "../model/repository-file.ts";

/** Layers of a site's own folder and the files in each: 17 files, and 3 more on the hub make 20. */
const LAYERS = ["00-namespaces", "10-cni", "20-csi", "30-observability", "40-tenants", "50-apps"];
const OBJECTS = ["helmrelease_flux-system_agent.yaml", "configmap_flux-system_values.yaml"];
const HUB = ["kustomization_flux-system_site.yaml", "nodeopupgrade_default_system.yaml", "kustomization.yaml"];

export interface SyntheticRegion {
  readonly name: string;
  readonly files: readonly RepositoryFile[];
}

/** Regions of a fleet with 20 files of about 400 bytes a site; every file with the site's name is unlike all others. */
export function* syntheticRegions(sites: number, regions: number): Generator<SyntheticRegion> {
  for (let region = 0; region < regions; region++) {
    const name = `region-${String(region).padStart(2, "0")}`;
    const files: RepositoryFile[] = [];
    for (let site = region; site < sites; site += regions) addSite(files, name, site);
    yield { name, files };
  }
}

function addSite(files: RepositoryFile[], region: string, number: number): void {
  const zone = `zone-${number % 4}`;
  const site = `site-${String(number).padStart(5, "0")}`;
  const construct = `bench/${region}/${zone}/${site}`;
  const add = (path: string, text: string) => files.push({ path, text, id: blobId(text), construct });
  for (const layer of LAYERS) {
    const folder = `sites/${zone}/${site}/${layer}`;
    for (const object of OBJECTS) add(`${folder}/${object}`, manifest(object, site, layer));
    if (layer !== "50-apps") add(`${folder}/kustomization.yaml`, kustomization());
  }
  for (const object of HUB) add(`hub/sites/${zone}/${site}/${object}`, manifest(object, site, "hub"));
}

function manifest(object: string, site: string, layer: string): string {
  const labels = ["fleet: bench", `site: ${site}`, `layer: ${layer}`].map((line) => `    flotilla.dev/${line}\n`);
  const values = Array.from({ length: 8 }, (_, index) => `  value-${index}: "${object.length * (index + 1)}"\n`);
  return `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: ${object}\n  labels:\n${labels.join("")}data:\n${values.join("")}`;
}

function kustomization(): string {
  return `apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nresources:\n${OBJECTS.map((name) => `  - ${name}\n`).join("")}`;
}
