/**
 * Where everything lies in a generated repository: the only file that builds or parses one of its paths. No name depends
 * on what else exists, so adding, removing or reordering neighbours moves nothing.
 */

/** Where a folder stands in the order of a cluster: the categories of layers, and what engines add between them. */
export const folderNumbers = {
  delivery: 0,
  os: 10,
  kubernetes: 20,
  cni: 30,
  csi: 40,
  addon: 50,
  /** What a node runtime needs on the cluster that its nodes join. */
  runtime: 70,
  /** Upgrades of the servers, by the cluster itself. */
  hosts: 79,
  app: 80,
} as const;
export type FolderCategory = keyof typeof folderNumbers;

/** `30-cilium`: name of a layer's folder and of its reconciler. */
export function layerFolder(category: FolderCategory, name: string): string {
  return `${String(folderNumbers[category]).padStart(2, "0")}-${name}`;
}

/** Objects by which a site's cluster pulls its own folders. */
export const siteDelivery = "00-delivery";

/** Extra objects of a site's own. */
export const manifestsLayer = "manifests";

/** What the cluster itself does to its servers, such as upgrades. */
export const hostsFolder = "79-hosts";

/**
 * `80-apps-retail`: all apps of a tenant in one cluster. `80-apps-retail.mall-till`: an app of a system, or `80-apps-retail.mall`,
 * the whole system. A dot cannot stand in a name, so they never meet.
 *
 * @param part name of the app or of the system
 */
export function tenantFolder(tenant: string, part?: string): string {
  return layerFolder("app", tenantLabel(tenant, part));
}

function dotted(...names: readonly (string | undefined)[]): string {
  return names.filter((name) => name !== undefined).join(".");
}

/** The same folder as a label, where its path has the zone besides. */
export function tenantLabel(tenant: string, part?: string): string {
  return `apps-${dotted(tenant, part)}`;
}

/** Everything that a hub, or the centre, pulls. */
export const hubHome = "hub";

/** Objects by which a hub, or the centre, pulls everything else below hub/. */
export const hubDelivery = "hub/delivery";

export function platformPath(folder: string): string {
  return `hub/platform/${folder}`;
}

/** What the delivery of a hub, or of the centre, applies to another API server. */
export function remotePath(remote: string, folder: string): string {
  return `hub/remote/${remote}/${folder}`;
}

/** `80-federated-retail`: what the centre hands out of a tenant. */
export function federatedLayer(tenant: string): string {
  return `federated-${tenant}`;
}

/** `80-edge-apps-retail`: what a controller on a hub spreads over groups of its nodes, of a tenant. */
export function edgeAppsLayer(tenant: string): string {
  return `edge-apps-${tenant}`;
}

/** `80-prefetch`: what has nodes of a hub fetch images ahead, for all tenants. */
export const PREFETCH_LAYER = "prefetch";

/** What a cluster's own agent reconciles at one site. */
export function sitePath(zone: string, site: string): string {
  return `sites/${zone}/${site}`;
}

/** What the hub reconciles for one site. */
export function hubSitePath(zone: string, site: string): string {
  return `hub/sites/${zone}/${site}`;
}

/** Apps of a tenant on the nodes of one zone. A dot cannot stand in the name of a site, so the two never meet. */
export function hubAppsPath(zone: string, tenant: string, part?: string): string {
  return `hub/sites/${zone}/${dotted("apps", tenant, part)}`;
}

/** The same at the centre, where zones of several regions meet. */
export function centreAppsPath(region: string, zone: string, tenant: string, part?: string): string {
  return hubAppsPath(`${region}.${zone}`, tenant, part);
}

export function centreAppsReconciler(tenant: string, region: string, zone: string, part?: string): string {
  return hubAppsReconciler(tenant, `${region}.${zone}`, part);
}

/** Reconciler of `hubSitePath`; a layer's begins with a digit, so the two never meet. */
export function siteReconciler(site: string): string {
  return `site-${site}`;
}

/** Reconciler of `hubAppsPath`. */
export function hubAppsReconciler(tenant: string, zone: string, part?: string): string {
  return dotted("apps", tenant, zone, part);
}

/** The name by which the cluster knows the reconciler of a folder; the folder of a site on the hub does not say it. */
export function reconcilerOf({ cluster, category, name, zone, site, tenant, part }: FolderLocation): string {
  if (cluster !== HUB || zone === undefined) return name;
  if (category === "app" && tenant !== undefined) return hubAppsReconciler(tenant, zone, part);
  return site === undefined ? name : siteReconciler(site);
}

/**
 * The folder that is one artifact when delivery is by OCI, by a folder of manifests in it. What a cluster's own agent reads
 * is one; on a hub the root, the platform and each folder of a site or of a tenant's apps, so that a change of one site is no
 * change of another.
 */
export function artifactPath(folder: string): string {
  const [, own] = /^(sites\/[^/]+\/[^/]+|hub\/(?:delivery|platform|remote))(?:\/|$)/.exec(folder) ?? [];
  return own ?? folder;
}

/** The tag of an artifact that moves with every new content: what a cluster follows. */
export const MOVING_TAG = "main";

/** Whether a folder is an artifact of its own, by its path. */
export function isArtifact(folder: string): boolean {
  return /^(sites\/[^/]+\/[^/]+|hub\/(delivery|platform|remote|sites\/[^/]+\/[^/]+))$/.test(folder);
}

/** What a server, or one of several nodes on it, fetches before it has a cluster. */
export function hostPath(machineId: string, file: string): string {
  return `hosts/${machineId}/${file}`;
}

/** A file for a tool that a person or a pipeline runs. */
export function operatorPath(task: string, file: string): string {
  return `operator/${task}/${file}`;
}

export const KUSTOMIZATION = "kustomization.yaml";

/** Files that only list or describe others; their changes say nothing that the others do not. */
export function isDerived(path: string): boolean {
  return path.endsWith(`/${KUSTOMIZATION}`) || path.startsWith(".flotilla/") || path === "README.md";
}

/** `statefulset observability/prometheus`: the object of a manifest, by the name of its file. */
export function objectOfFile(file: string): string {
  const [kind, ...names] = file.replace(/\.yaml$/, "").split("_");
  return `${kind} ${names.join("/")}`;
}

/** What the path of a folder of manifests says. */
export interface FolderLocation {
  /** Folder that holds all of one cluster: `hub`, or `sites/<zone>/<site>`. */
  readonly cluster: string;
  /** `provisioning`: objects of a site on its hub. */
  readonly category: FolderCategory | "provisioning";
  /** Last part of the path: `30-cilium`, `apps.retail`, the name of a site. */
  readonly name: string;
  readonly zone?: string;
  readonly site?: string;
  readonly tenant?: string;
  /** App of a system, or a whole system, that has a folder beside the tenant's. */
  readonly part?: string;
  /** Name of the other API server that it is applied to. */
  readonly remote?: string;
}

/** Cluster of everything below hub/: a region's hub, or the centre. */
const HUB = "hub";

const DELIVERY = /^hub\/(delivery)$/;
const PLATFORM = /^hub\/platform\/([^/]+)$/;
const REMOTE = /^hub\/remote\/([^/]+)\/([^/]+)$/;
const ON_HUB = /^hub\/sites\/([^/]+)\/([^/]+)$/;
const OF_SITE = /^sites\/([^/]+)\/([^/]+)\/([^/]+)$/;

/** @returns undefined for a folder that holds no manifests, such as one of a host */
export function folderLocation(path: string): FolderLocation | undefined {
  const [, zone = "", site = "", layer] = OF_SITE.exec(path) ?? [];
  if (layer !== undefined) return { cluster: sitePath(zone, site), zone, site, ...layerLocation(layer) };
  const cluster = HUB;
  const [, platform] = PLATFORM.exec(path) ?? [];
  if (platform !== undefined) return { cluster, ...layerLocation(platform) };
  const [, remote, applied] = REMOTE.exec(path) ?? [];
  if (remote !== undefined && applied !== undefined) {
    return { cluster: `hub/remote/${remote}`, remote, ...layerLocation(applied) };
  }
  const [, delivery] = DELIVERY.exec(path) ?? [];
  if (delivery !== undefined) return { cluster, category: "delivery", name: delivery };
  const [, hubZone, name] = ON_HUB.exec(path) ?? [];
  if (hubZone === undefined || name === undefined) return undefined;
  return name.startsWith("apps.")
    ? { cluster, category: "app", name, zone: hubZone, ...ownerIn(name.slice("apps.".length)) }
    : { cluster, category: "provisioning", name, zone: hubZone, site: name };
}

/** The same for the folder of a file. */
export function fileLocation(path: string): FolderLocation | undefined {
  return folderLocation(splitPath(path).folder);
}

/** The folder of a file, empty for the root, and its name in it. */
export function splitPath(path: string): { readonly folder: string; readonly file: string } {
  const slash = path.lastIndexOf("/");
  return { folder: path.slice(0, Math.max(0, slash)), file: path.slice(slash + 1) };
}

/** `retail`, or `retail.mall-till`. */
function ownerIn(name: string): Pick<FolderLocation, "tenant" | "part"> {
  const [tenant = "", part] = name.split(".");
  return { tenant, ...(part !== undefined && { part }) };
}

function layerLocation(name: string): Pick<FolderLocation, "category" | "name" | "tenant" | "part"> {
  const [, number, rest = ""] = /^(\d+)-(.*)$/.exec(name) ?? [];
  const category = categories.findLast((each) => Number(number) >= folderNumbers[each]) ?? "app";
  const [, owner] = /^(?:apps|edge-apps|federated)-(.+)$/.exec(category === "app" ? rest : "") ?? [];
  return { category, name, ...(owner !== undefined && ownerIn(owner)) };
}

const categories = Object.keys(folderNumbers) as readonly FolderCategory[];

/** Zone and site that a path below `sites/` or `hub/sites/` belongs to. */
export function siteOf(path: string): { readonly zone: string; readonly site: string } | undefined {
  const [, zone, site] = /^(?:hub\/)?sites\/([^/]+)\/([^/.]+)\//.exec(path) ?? [];
  return zone !== undefined && site !== undefined ? { zone, site } : undefined;
}

/** The path with stars for zones, sites and hosts, so that equal files of many sites have one. */
export function wildcardPath(path: string): string {
  return path
    .replace(/^((?:hub\/)?sites)\/[^/]+\/(apps\.[^/]+|[^/]+)/, (_, root: string, name: string) =>
      name.startsWith("apps.") ? `${root}/*/${name}` : `${root}/*/*`,
    )
    .replace(/^hosts\/[^/]+/, "hosts/*")
    .replace(/^(operator\/[^/]+)\/[^/.]+/, "$1/*");
}

/** Whether a server reads the file while it is installed. */
export function isHostFile(path: string): boolean {
  return path.startsWith("hosts/");
}

/** Whether a tool that somebody runs reads the file. */
export function isOperatorFile(path: string): boolean {
  return path.startsWith("operator/");
}
