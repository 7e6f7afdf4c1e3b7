import { expect } from "vitest";
import { z } from "zod";
import { buildFleet } from "../../../compiler/build.ts";
import { type CompileResult, compile } from "../../../compiler/compile.ts";
import { ContentCollector } from "../../../compiler/emit/content.ts";
import type { Profile } from "../../../constructs/profile.ts";
import type { Site } from "../../../constructs/site.ts";
import type { Artifact } from "../../../engines/artifact.ts";
import { type EngineTables, engines } from "../../../engines/engines.ts";
import { appSchema } from "../../../model/app-file.ts";
import { fleetSchema } from "../../../model/fleet-file.ts";
import type { KubernetesObject } from "../../../model/manifest.ts";
import type { Provisioner } from "../../../model/provisioner.ts";
import { regionSchema } from "../../../model/region-file.ts";
import { zoneSchema } from "../../../model/zone-file.ts";
import { catalogue } from "../../../profiles/catalogue.ts";

/** An object that is told apart by its name alone. */
export const note = (name: string): KubernetesObject => ({
  apiVersion: "v1",
  kind: "ConfigMap",
  metadata: { name, namespace: "stand-in" },
  data: {},
});

/** A provisioner or runtime of a name that only these tests know. */
export const settings = (engine: string) => ({ engine }) as unknown as Provisioner;

type Lower = (scope: never) => readonly Artifact[];
export const standIn = (name: string, lower: Lower, more: object = {}) => ({
  name,
  kinds: {},
  fields: engines.provisioners.existing.fields,
  example: settings(name),
  makesClusters: false,
  unsupported: () => [],
  lower,
  ...more,
});

/** What differs from a fleet of one region, two zones and a site of two servers in each. */
interface Case {
  readonly provisioners?: Readonly<Record<string, object>>;
  readonly runtimes?: Readonly<Record<string, object>>;
  readonly native?: object;
  readonly profile: Partial<Profile<Site>>;
  readonly site?: object;
  readonly region?: object;
  readonly apps?: readonly object[];
}

interface Outcome {
  readonly files: readonly string[];
  readonly texts: ReadonlyMap<string, string>;
  readonly errors: CompileResult["diagnostics"];
}

/** Lowers the fleet with the stand-ins beside the shipped engines, without rules. */
export function outcome(given: Case): Outcome {
  const profile: Profile<Site> = {
    name: "edge",
    version: "1.0.0",
    kubernetes: { distribution: "kubeadm", version: "1.33.10" },
    provisioner: settings("stand-in"),
    parameters: z.strictObject({}),
    images: [],
    layers: [],
    ...given.profile,
  };
  const tables = {
    ...engines,
    provisioners: { ...engines.provisioners, ...given.provisioners },
    runtimes: { ...engines.runtimes, ...given.runtimes },
    placements: { ...engines.placements, ...(given.native && { native: given.native }) },
  } as unknown as EngineTables;
  const host = (name: string, id: number) => ({
    name,
    machineId: `4c4c4544-0051-3110-8052-b4c04f4e333${id}`,
    arch: "amd64",
    role: "worker",
    address: `10.44.12.1${id}`,
    mac: `02:44:0c:00:00:0${id}`,
    disk: "/dev/sda",
  });
  const site = (name: string, id: number) => ({
    name,
    kind: "cluster",
    profile: "edge@1.0.0",
    network: { nodes: "10.44.12.0/26" },
    hosts: [host(`${name}-a`, id), host(`${name}-b`, id + 1)],
    ...given.site,
  });
  const region = regionSchema.parse({
    name: "guangdong",
    code: "44",
    timezone: "Asia/Shanghai",
    delivery: "flux",
    hub: { profile: "region-hub@1.0.0", endpoint: "https://hub.gd.panji.example:6443" },
    network: { supernet: "10.44.0.0/16", asn: 64544 },
    ...given.region,
  });
  const zone = (name: string, id: number) => ({
    spec: zoneSchema.parse({ zone: name, sites: [site(`${name}-01`, id)] }),
  });
  const { fleet, diagnostics } = buildFleet(
    {
      fleet: {
        spec: fleetSchema.parse({
          name: "panji",
          hierarchy: { regions: 1, maxSitesPerRegion: 10 },
          repositories: "https://git.panji.example/fleet",
          registries: ["registry.panji.example"],
          centre: { profile: "centre@1.0.0", endpoint: "https://centre.panji.example:6443" },
          tenants: [{ name: "retail", namespaces: ["retail"], owners: ["retail-team"] }],
        }),
      },
      regions: [{ spec: region, zones: [zone("shenzhen", 1), zone("foshan", 3)] }],
      apps: (given.apps ?? []).map((app) => ({ spec: appSchema.parse(app) })),
      exemptions: [],
      partial: false,
    },
    { ...catalogue, sites: new Map([["edge@1.0.0", profile]]) },
  );
  expect(diagnostics).toEqual([]);
  const collector = new ContentCollector();
  const result = compile({
    fleet,
    selection: { regions: fleet.regions, centre: true },
    rules: [],
    facts: { today: "2026-11-21", profileHashes: new Map(), profileLock: new Map() },
    engines: tables,
    sink: collector.sink,
  });
  const contents = collector.finish(fleet, { source: "local", commit: "0", toolVersion: "0" });
  const texts = new Map(
    contents.flatMap(({ name, files }) => files.map(({ path, text }) => [`${name}/${path}`, text] as const)),
  );
  return { files: [...texts.keys()].filter((path) => !path.includes("/platform/")), texts, errors: result.diagnostics };
}

export const app = {
  name: "checkout",
  tenant: "retail",
  image: "registry.panji.example/retail/checkout:2.4.1",
  resources: { cpu: "100m", memory: "64Mi" },
};
