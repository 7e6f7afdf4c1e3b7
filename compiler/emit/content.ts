/** Collects the files of each repository until all of them may be written. */

import type { Fleet } from "../../constructs/fleet.ts";
import type { Site } from "../../constructs/site.ts";
import { recordedFields } from "../../constructs/site-fields.ts";
import { contentDigest } from "../../model/content-digest.ts";
import { blobId } from "../../model/git-object.ts";
import { dictionary, type Inventory, type InventorySite } from "../../model/inventory.ts";
import type { ContentFile, RepositoryFile } from "../../model/repository-file.ts";
import type { RepositorySink } from "../compile.ts";
import type { Repository } from "../lower/lower-repository.ts";
import { type Provenance, provenanceText, readmeText } from "./provenance-files.ts";
import { regionsPath, regionsText } from "./regions-file.ts";

/** What is written at the root of every repository as a whole; everything else in it is left alone. */
export const ownedPaths = ["hub/", "sites/", "hosts/", "operator/", ".flotilla/", "README.md"] as const;

/** Everything of one repository but its inventory. */
export interface RepositoryContent<F extends ContentFile = RepositoryFile> {
  /** Name of the region, or `centre`. */
  readonly name: string;
  readonly construct: string;
  readonly sites: Inventory["sites"];
  readonly files: readonly (F | RepositoryFile)[];
  /** SHA-256 over paths and blob ids of all files but the volatile ones. */
  readonly plan: string;
}

interface Open {
  readonly repository: Repository;
  readonly files: RepositoryFile[];
}

/** Keeps the files of a compilation until it is known that all of them may be written. */
export class ContentCollector {
  readonly #open: Open[] = [];

  readonly sink = (repository: Repository): RepositorySink => {
    const files: RepositoryFile[] = [];
    this.#open.push({ repository, files });
    return (_, more) => {
      for (const file of more) files.push(file);
    };
  };

  /** The repositories in the order of their compilation, with README and provenance. */
  finish(fleet: Fleet, provenance: Provenance): readonly RepositoryContent[] {
    return this.#open.map(({ repository, files }) => repositoryContent(fleet, repository, files, provenance));
  }
}

/** The files of one repository with README and provenance. */
export function repositoryContent<F extends ContentFile>(
  fleet: Fleet,
  repository: Repository,
  files: readonly F[],
  provenance: Provenance,
): RepositoryContent<F> {
  const { name, construct } = repository;
  const content = comparableContent(fleet, repository, files);
  const plan = contentDigest(content.files);
  const fields = { fleet, repository: name, provenance, plan, profiles: profilesOf(fleet, repository) };
  const readme = fileOf("README.md", readmeText(fields), construct);
  const provenanceFile = fileOf(".flotilla/provenance.json", provenanceText(fields), construct);
  return { ...content, files: [...content.files, readme, provenanceFile], plan };
}

/** The same without what differs from commit to commit and without its digest: for whoever compares contents. */
export function comparableContent<F extends ContentFile>(
  fleet: Fleet,
  { name, construct, sites }: Repository,
  files: readonly F[],
): RepositoryContent<F> {
  return {
    name,
    construct,
    sites: inventorySites(sites, Object.keys(fleet.catalogue.parameterFacts ?? {})),
    files: name === "centre" ? [...files, fileOf(regionsPath, regionsText(fleet), construct)] : files,
    plan: "",
  };
}

function fileOf(path: string, text: string, construct: string): RepositoryFile {
  return { path, text, id: blobId(text), construct };
}

/** Pinned profiles of a repository's members that something is written for, sorted. */
function profilesOf(fleet: Fleet, { name, sites }: Repository): readonly string[] {
  const region = fleet.regions.find((each) => each.name === name);
  const cluster = region ? region.hub : fleet.centre;
  const own = cluster ? [cluster.reference] : [];
  return [...new Set([...own, ...sites.filter((site) => site.isEmitted).map((site) => site.reference)])].sort();
}

/** What the inventory says of the sites: all of them, planned ones too. */
function inventorySites(sites: readonly Site[], parameters: readonly string[]): Inventory["sites"] {
  const listed = dictionary<InventorySite>();
  for (const site of sites) {
    const { name, zone, spec, reference: profile } = site;
    const fields = recordedFields(site, parameters);
    listed[name] = { zone: zone.name, kind: spec.kind, state: spec.state, profile, fields };
  }
  return listed;
}
