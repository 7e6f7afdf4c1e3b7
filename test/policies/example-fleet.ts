import { z } from "zod";
import { engineFacts } from "../../compiler/engine-facts.ts";
import { App } from "../../constructs/app.ts";
import type { ProfileCatalogue } from "../../constructs/catalogue.ts";
import { Fleet } from "../../constructs/fleet.ts";
import { defineLayer, type LayerCategory, type Profile } from "../../constructs/profile.ts";
import { Region } from "../../constructs/region.ts";
import { Site } from "../../constructs/site.ts";
import { Zone } from "../../constructs/zone.ts";
import { engines } from "../../engines/engines.ts";
import { appSchema } from "../../model/app-file.ts";
import { exemptionSchema } from "../../model/exemption-file.ts";
import { fleetSchema } from "../../model/fleet-file.ts";
import { formatAddress, parseIpv4 } from "../../model/network.ts";
import type { Provisioner } from "../../model/provisioner.ts";
import { regionSchema } from "../../model/region-file.ts";
import { type Source, within } from "../../model/source.ts";
import { zoneSchema } from "../../model/zone-file.ts";
import { type ExampleDocument, exampleDocuments, type Fields, merge } from "../../policies/example-document.ts";
import type { RuleContext } from "../../policies/rule.ts";

/** A digest that stands for any. */
const digest = `sha256:${"0123456789abcdef".repeat(4)}`;

export interface ExampleFleet {
  readonly fleet: Fleet;
  readonly context: RuleContext;
}

/**
 * The smallest sound fleet (one region, one zone, one site) with the documents of the text merged
 * into it by the file that each names; what a document leaves out gets a sound value.
 */
export function exampleFleet(text: string): ExampleFleet {
  return fleetOf(exampleDocuments(text));
}

export function fleetOf(documents: readonly ExampleDocument[]): ExampleFleet {
  const files = new Map<string, Fields>();
  for (const { header, value } of documents) {
    const file = /^(sites|apps|profiles)\/[^\s,:]+/.exec(header)?.[0];
    if (file) files.set(file, (merge(files.get(file), value) ?? {}) as Fields);
  }
  const matching = (pattern: RegExp) =>
    [...files].flatMap(([file, value]) => {
      const match = pattern.exec(file);
      return match ? [{ file, value, groups: match.slice(1) as [string, string] }] : [];
    });
  const zones = matching(/^sites\/([^/]+)\/(?!region\.yaml)([^/]+)\.yaml$/);
  const regions = new Map(
    matching(/^sites\/([^/]+)\/region\.yaml$/).map(({ file, value, groups }) => [groups[0], { file, value }]),
  );
  for (const { groups } of zones) {
    if (!regions.has(groups[0])) regions.set(groups[0], { file: `sites/${groups[0]}/region.yaml`, value: {} });
  }
  if (regions.size === 0) regions.set("guangdong", { file: "sites/guangdong/region.yaml", value: {} });
  const profiles = matching(/^profiles\/([^/]+)\/([^/]+)\.ts$/).map(({ value }) => value);

  const catalogue = catalogueOf(profiles);
  const exemptions = ((files.get("sites/exemptions.yaml")?.["exemptions"] ?? []) as readonly unknown[]).map(
    (each, index) => ({
      ...exemptionSchema.parse(each),
      source: { file: "sites/exemptions.yaml", path: ["exemptions", index] },
    }),
  );
  const fleet = new Fleet(fleetSchema.parse(merge(fleetDefaults(regions.size), files.get("sites/fleet.yaml"))), {
    catalogue,
    exemptions,
    source: root("sites/fleet.yaml"),
  });
  let hostCount = 0;
  for (const [index, [name, { file, value }]] of [...regions].entries()) {
    const spec = regionSchema.parse(withoutNulls(merge(regionDefaults(name, index), value) as Fields));
    const region = new Region(fleet, spec, root(file));
    const own = zones.filter(({ groups }) => groups[0] === name);
    if (own.length === 0) {
      const zone = index === 0 ? "shenzhen" : `${name}-city`;
      own.push({ file: `sites/${name}/${zone}.yaml`, value: {}, groups: [name, zone] });
    }
    let siteCount = 0;
    for (const each of own) {
      const defaultSites = [{ name: index === 0 ? "sz-nanshan-01" : `${name}-01` }];
      const wanted = { zone: each.groups[1], sites: defaultSites, ...each.value } as Fields & {
        sites: Fields[] | null;
      };
      const block = parseIpv4(String(spec.network.supernet).replace(/[/,].*/, "")) ?? 0;
      const sites = (wanted.sites ?? []).map((site) => {
        const full = siteDefaults(site, block + 256 * (siteCount + 1), hostCount);
        siteCount += 1;
        hostCount += full.hosts.length;
        return full;
      });
      const { sites: siteSpecs, ...zoneSpec } = zoneSchema.parse({ ...wanted, sites });
      const zone = new Zone(region, zoneSpec, root(each.file));
      for (const [at, site] of siteSpecs.entries()) new Site(zone, site, within(root(each.file), "sites", at));
    }
  }
  for (const { file, value, groups } of matching(/^apps\/([^/]+)\/([^/]+)\.yaml$/)) {
    new App(fleet, appSchema.parse(merge(appDefaults(groups[0], groups[1]), value)), root(file));
  }
  const references = [...catalogue.sites.keys(), ...catalogue.hubs.keys(), ...catalogue.centres.keys()];
  const hashes = new Map(references.map((reference) => [reference, "a1b2c3"]));
  const lock = new Map([
    ...hashes,
    ...Object.entries((files.get("profiles/lock.json") ?? {}) as Record<string, string>),
  ]);
  for (const [reference, hash] of lock) if (hash === null) lock.delete(reference);
  const context = {
    today: "2026-11-21",
    regions: fleet.regions,
    profileHashes: hashes,
    profileLock: lock,
    engines: engineFacts(engines),
  };
  return { fleet, context };
}

function root(file: string): Source {
  return { file, path: [] };
}

function fleetDefaults(regions: number): Fields {
  return {
    name: "panji",
    hierarchy: { regions, maxSitesPerRegion: 1000 },
    repositories: "https://git.panji.example/fleet",
    registries: ["registry.panji.example"],
    centre: { profile: "centre@1.0.0", endpoint: "https://centre.panji.example:6443" },
    tenants: [
      { name: "retail", namespaces: ["retail"], owners: ["retail-team"] },
      { name: "telco", namespaces: ["telco", "telco-metering"], owners: ["telco-team"] },
    ],
  };
}

const codes: Readonly<Record<string, string>> = { guangdong: "44", hunan: "43" };

function regionDefaults(name: string, index: number): Fields {
  const code = codes[name] ?? ["21", "22", "23", "31"][index] ?? "65";
  return {
    name,
    code,
    timezone: "Asia/Shanghai",
    delivery: "flux",
    hub: { profile: "region-hub@1.0.0", endpoint: `https://hub.${name}.panji.example:6443` },
    network: { supernet: `10.${code}.0.0/16`, asn: 64500 + Number(code) },
  };
}

function siteDefaults(site: Fields, block: number, hostCount: number): Fields & { readonly hosts: readonly Fields[] } {
  const network = (site["network"] ?? {}) as Fields;
  const nodes = String(network["nodes"] ?? `${formatAddress(block)}/26`);
  const first = parseIpv4(nodes.slice(0, nodes.indexOf("/"))) ?? block;
  const kind = site["kind"] ?? "cluster";
  const ranges = kind === "cluster" ? { pods: "10.244.0.0/16", services: "10.96.0.0/16" } : {};
  const given = (site["hosts"] ?? [{}]) as readonly Fields[];
  return {
    kind,
    profile: kind === "cluster" ? "edge-k3s@1.0.0" : "edge-kubeedge@1.0.0",
    ...site,
    network: withoutNulls({ nodes, ...ranges, ...network }),
    hosts: given.map((host, index) => {
      const number = (hostCount + index + 1).toString(16).padStart(4, "0");
      return {
        name: `${site["name"]}-${"abcdefghij"[index]}`,
        machineId: `4c4c4544-0051-3110-8052-b4c04f4e${number}`,
        arch: "amd64",
        role: kind === "cluster" ? "control-plane" : "worker",
        address: formatAddress(first + 11 + index),
        mac: `02:44:0c:00:${number.slice(0, 2)}:${number.slice(2)}`,
        disk: "/dev/disk/by-id/nvme-a",
        ...host,
      };
    }),
  };
}

/** An example says `pods: null` to do without a value that it would be given. */
function withoutNulls(fields: Fields): Fields {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null));
}

function appDefaults(tenant: string, name: string): Fields {
  return {
    name,
    tenant,
    image: `registry.panji.example/${tenant}/${name}:2.4.1@${digest}`,
    resources: { cpu: "250m", memory: "256Mi" },
  };
}

const anImage = { name: "any/image", tag: "1.0.0", architectures: ["amd64", "arm64"] } as const;

/** Each engine's own example, but for those whose settings the examples of the rules count on. */
const provisioners: Readonly<Record<string, Provisioner>> = {
  ...Object.fromEntries(Object.values(engines.provisioners).map(({ name, example }) => [name, example])),
  ...Object.fromEntries(Object.values(engines.runtimes).map(({ name, example: [first] }) => [name, first])),
  kairos: { engine: "kairos", os: anImage, k3s: "v1.32.9+k3s1", concurrency: 1 },
  "capi-metal3": {
    engine: "capi-metal3",
    kubernetes: "v1.32.9",
    images: { amd64: "os/amd64.raw", arm64: "os/arm64.raw" },
    maxSurge: 0,
    kubeVip: anImage,
    installer: anImage,
    imageRepository: "kubernetes",
    secretStore: "platform",
  },
  kubeedge: {
    engine: "kubeedge",
    version: "v1.23.1",
    images: {
      cloudcore: anImage,
      iptablesManager: anImage,
      controllerManager: anImage,
      installationPackage: anImage,
      pause: anImage,
    },
    secretStore: "platform",
  },
};

interface ProfileFields {
  readonly name: string;
  readonly version: string;
  readonly use: "sites" | "hubs" | "centres";
  readonly siteKind?: "cluster" | "nodes";
  readonly kubernetes: Profile<unknown>["kubernetes"];
  readonly provisioner: Partial<Provisioner> & Pick<Provisioner, "engine">;
  readonly images: Profile<unknown>["images"];
  /** `used`: sites have it; the others are only in the profile. */
  readonly layers: readonly { readonly name: string; readonly category: LayerCategory; readonly used?: true }[];
}

const stack = [
  { name: "cilium", category: "cni" },
  { name: "local-path", category: "csi" },
  { name: "monitoring", category: "addon" },
];
const k3s = { distribution: "k3s", version: "1.32.9" };
const profileDefaults: Readonly<Record<string, Fields>> = {
  "edge-k3s": { use: "sites", siteKind: "cluster", kubernetes: k3s, provisioner: { engine: "kairos" } },
  "edge-metal": { use: "sites", siteKind: "cluster", kubernetes: k3s, provisioner: { engine: "capi-metal3" } },
  "edge-eggo": {
    use: "sites",
    siteKind: "cluster",
    kubernetes: { distribution: "packaged", version: "1.24.1" },
    provisioner: { engine: "eggo" },
  },
  "edge-kubeedge": {
    use: "sites",
    siteKind: "nodes",
    kubernetes: { distribution: "kubeedge", version: "1.31.4" },
    provisioner: { engine: "kubeedge" },
    layers: [],
  },
  "edge-openyurt": {
    use: "sites",
    siteKind: "nodes",
    kubernetes: { distribution: "kubeadm", version: "1.32.9" },
    provisioner: { engine: "openyurt" },
    layers: [],
  },
  "region-hub": { use: "hubs", kubernetes: k3s, provisioner: { engine: "existing" } },
  centre: { use: "centres", kubernetes: k3s, provisioner: { engine: "existing" } },
};

function catalogueOf(documents: readonly Fields[]): ProfileCatalogue {
  const wanted = new Map<string, Fields>(
    Object.keys(profileDefaults).map((name) => [`${name}@1.0.0`, { profile: `${name}@1.0.0` }]),
  );
  for (const document of documents) wanted.set(document["profile"] as string, document);
  const catalogue = { sites: new Map(), hubs: new Map(), centres: new Map() };
  for (const [reference, fields] of wanted) {
    const [name, version] = reference.split("@") as [string, string];
    const defaults = { name, version, images: [], layers: stack, ...profileDefaults[name] };
    const made = merge(defaults, fields) as unknown as ProfileFields;
    const profile: Profile<never> = {
      ...made,
      provisioner: { ...provisioners[made.provisioner.engine], ...made.provisioner } as Provisioner,
      parameters: z.object({ storageEngine: z.string().default("local-path") }),
      layers: made.layers.map((layer) =>
        defineLayer({ ...layer, inputs: () => (layer.used ? {} : undefined), render: () => undefined }),
      ),
    };
    catalogue[made.use].set(reference, profile);
  }
  return catalogue;
}
