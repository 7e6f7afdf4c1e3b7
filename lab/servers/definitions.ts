/** The CustomResourceDefinitions of the projects from their pinned modules. */

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { loadAll } from "js-yaml";
import type { JsonObject } from "../../model/json.ts";
import type { KubernetesObject } from "../../model/manifest.ts";
import { keepingTemplateMetadata } from "../crds/definition-text.ts";
import { CRD_SOURCES } from "../crds/kinds.ts";
import { downloadModules } from "../crds/modules.ts";
import type { Cluster } from "./cluster.ts";
import { kindsOf } from "./object-uids.ts";
import { until } from "./until.ts";

const here = join(import.meta.dirname, "..", "crds");

/** A project whose definitions can be installed: a Go module of lab/crds/kinds.ts, by its path. */
export type Project = (typeof CRD_SOURCES)[number]["module"];

/**
 * The CustomResourceDefinitions of these projects (of all when none is named) from the pinned modules. A module's
 * folder is taken whole: controllers want definitions of kinds that Flotilla never emits.
 */
export function definitionsOf(projects?: readonly Project[]): readonly KubernetesObject[] {
  const modules = downloadModules(here);
  const folders = new Set<string>();
  // What was written down lies in one folder, whatever project it is of.
  const written = new Set<string>();
  for (const source of CRD_SOURCES) {
    if (projects !== undefined && !projects.includes(source.module)) continue;
    if (source.written === undefined) folders.add(join(modules.get(source.module)?.dir ?? "", source.folder));
    else for (const file of source.files) written.add(`${file}.yaml`);
  }
  return [...[...folders].flatMap((folder) => crdsIn(folder)), ...crdsIn(join(here, "written"), written)];
}

/** The CustomResourceDefinitions in the YAML files of a folder, or in some of them. */
export function crdsIn(folder: string, only?: ReadonlySet<string>): readonly KubernetesObject[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith(".yaml") && !notForClusters.has(file) && (only?.has(file) ?? true))
    .flatMap(
      (file) =>
        loadAll(keepingTemplateMetadata(readFileSync(join(folder, file), "utf8"))) as (Definition | undefined)[],
    )
    .filter((object) => object?.kind === "CustomResourceDefinition")
    .map((object) => complete(object as Definition));
}

interface Definition extends KubernetesObject {
  readonly spec: {
    readonly group: string;
    readonly names: { readonly kind: string; readonly plural?: string };
    readonly versions: readonly JsonObject[];
  };
}

/** Definitions that were written down for their fields alone leave out what follows from the rest. */
function complete(definition: Definition): KubernetesObject {
  const { kind, spec } = definition;
  const plural = spec.names.plural ?? `${spec.names.kind.toLowerCase()}s`;
  const singular = spec.names.kind.toLowerCase();
  return {
    apiVersion: "apiextensions.k8s.io/v1",
    kind,
    metadata: { name: `${plural}.${spec.group}`, annotations: definition.metadata?.annotations ?? {} },
    spec: {
      ...spec,
      names: { listKind: `${spec.names.kind}List`, singular, ...spec.names, plural },
      versions: spec.versions.map((version) => ({ served: true, storage: true, ...version })),
    },
  };
}

/** Kinds of files that tools read from Git. */
const notForClusters = new Set(["kustomize-kustomization.yaml"]);

/**
 * Installs definitions and waits until the API server serves them, also to those who ask it for its kinds: that comes
 * a moment later, and controllers end when they cannot find theirs.
 */
export async function installDefinitions(cluster: Cluster, definitions: readonly KubernetesObject[]): Promise<void> {
  const { client, name } = cluster;
  await Promise.all(definitions.map((each) => client.apply(each)));
  const wanted = (definitions as readonly Definition[]).map(({ spec }) => `${spec.names.kind}.${spec.group}`);
  await until(
    `${name} serves ${definitions.length} definitions`,
    async () => {
      const served = new Set(
        (await kindsOf(cluster)).map(({ apiVersion, kind }) => `${kind}.${apiVersion.split("/")[0]}`),
      );
      const missing = wanted.filter((each) => !served.has(each));
      if (missing.length > 0) throw new Error(`missing: ${missing.join(", ")}`);
      return true;
    },
    { seconds: 180 },
  );
}
