import { dump, load } from "js-yaml";
import type { KubernetesObject } from "../../model/manifest.ts";

/** How many Kustomizations share the work for the sites of a hub. `site` is what Flotilla emits. */
export const LAYOUTS = ["layer", "site", "zone", "region"] as const;

export type Layout = (typeof LAYOUTS)[number];

/** The text of a file by its path in the repository; null removes it. */
export type Changes = ReadonlyMap<string, string | null>;

const DELIVERY = "hub/delivery";
const SITES = "hub/sites";

/** A published Kustomization that applies the folder of one site. */
interface SiteKustomization extends KubernetesObject {
  readonly spec: { readonly path: string };
}

interface Member {
  readonly file: string;
  readonly object: SiteKustomization;
  /** Folder in the repository. */
  readonly folder: string;
}

/**
 * What to change in a published region so that the same objects of its sites are applied by more or by fewer
 * Kustomizations. Those of the platform and of the tenants' apps stay as they are: other accounts apply them.
 *
 * @param files paths and texts of everything below hub/
 */
export function applyLayout(layout: Layout, files: ReadonlyMap<string, string>): Changes {
  return made[layout](membersOf(files), files);
}

/** The hub as it was before it had sites. */
export function withoutSites(files: ReadonlyMap<string, string>): Changes {
  return withList(new Map(membersOf(files).map(({ file }) => [file, null])), files);
}

function membersOf(files: ReadonlyMap<string, string>): readonly Member[] {
  return [...files]
    .filter(([path]) => /\/kustomization_flux-system_site-[^/]*\.yaml$/.test(path))
    .map(([file, text]): Member => {
      const object = load(text) as SiteKustomization;
      return { file, object, folder: object.spec.path.replace("./", "") };
    });
}

type Make = (members: readonly Member[], files: ReadonlyMap<string, string>) => Changes;

const made: Readonly<Record<Layout, Make>> = {
  layer: perLayer,
  site: () => new Map(),
  zone: (members, files) =>
    gathered(
      Map.groupBy(members, ({ folder }) => folder.slice(0, folder.lastIndexOf("/"))),
      files,
    ),
  region: (members, files) => gathered(new Map([[SITES, members]]), files),
};

/** One Kustomization for each folder that holds the folders of its members. */
function gathered(groups: ReadonlyMap<string, readonly Member[]>, files: ReadonlyMap<string, string>): Changes {
  const changes = new Map<string, string | null>();
  for (const [folder, members] of groups) {
    for (const { file } of members) changes.set(file, null);
    const folders = members.map((member) => member.folder.slice(folder.length + 1));
    changes.set(`${folder}/kustomization.yaml`, dump(kustomizationFile(folders)));
    const first = members[0]?.object;
    if (first !== undefined) add(changes, renamed(first, `sites-${folder.split("/").at(-1)}`, folder));
  }
  return withList(changes, files);
}

const PARTS: Readonly<Record<string, string>> = {
  Namespace: "10-cluster",
  Cluster: "10-cluster",
  Metal3Cluster: "10-cluster",
  IPPool: "10-cluster",
  BareMetalHost: "30-hosts",
  ExternalSecret: "30-hosts",
  ClusterResourceSet: "40-agent",
  ConfigMap: "40-agent",
};
const REST = "20-machines";

/** Up to four Kustomizations a site, the later ones behind the first. */
function perLayer(members: readonly Member[], files: ReadonlyMap<string, string>): Changes {
  const changes = new Map<string, string | null>();
  for (const { file, object, folder } of members) {
    const own = [...files].filter(([path]) => path.startsWith(`${folder}/`) && !path.endsWith("/kustomization.yaml"));
    const parts = Map.groupBy(own, ([, text]) => PARTS[(load(text) as KubernetesObject).kind] ?? REST);
    changes.set(file, null);
    changes.set(`${folder}/kustomization.yaml`, null);
    const [first = REST] = [...parts.keys()].sort();
    for (const [part, contents] of parts) {
      const names = contents.map(([path, text]) => {
        const name = path.slice(folder.length + 1);
        changes.set(path, null);
        changes.set(`${folder}/${part}/${name}`, text);
        return name;
      });
      changes.set(`${folder}/${part}/kustomization.yaml`, dump(kustomizationFile(names)));
      const made = renamed(object, `${object.metadata.name}-${part}`, `${folder}/${part}`);
      const dependsOn = [{ name: `${object.metadata.name}-${first}` }];
      add(changes, part === first ? made : { ...made, spec: { ...made.spec, dependsOn } });
    }
  }
  return withList(changes, files);
}

function renamed(object: SiteKustomization, name: string, folder: string): SiteKustomization {
  return { ...object, metadata: { ...object.metadata, name }, spec: { ...object.spec, path: `./${folder}` } };
}

function add(changes: Map<string, string | null>, object: KubernetesObject) {
  changes.set(`${DELIVERY}/kustomization_flux-system_${object.metadata.name}.yaml`, dump(object));
}

/** The changes and the list of the files in the root folder that comes of them. */
function withList(changes: Map<string, string | null>, files: ReadonlyMap<string, string>): Changes {
  const paths = new Set([...files.keys(), ...changes.keys()]);
  const names = [...paths]
    .filter((path) => path.startsWith(`${DELIVERY}/`) && !path.endsWith("/kustomization.yaml"))
    .filter((path) => changes.get(path) !== null)
    .map((path) => path.slice(DELIVERY.length + 1));
  return changes.set(`${DELIVERY}/kustomization.yaml`, dump(kustomizationFile(names.sort())));
}

function kustomizationFile(resources: readonly string[]) {
  return { apiVersion: "kustomize.config.k8s.io/v1beta1", kind: "Kustomization", resources };
}

/** Files of reconcilers with every interval divided, so that a short look sees several of them. */
export function withShortIntervals(divisor: number, files: ReadonlyMap<string, string>): Changes {
  const changes = new Map<string, string>();
  for (const [path, text] of files) {
    const next = text.replace(/^( +interval: )(\d+)m(\d+)s$/gm, (_, head: string, minutes: string, seconds: string) => {
      return `${head}${Math.round((Number(minutes) * 60 + Number(seconds)) / divisor)}s`;
    });
    if (next !== text) changes.set(path, next);
  }
  return changes;
}
