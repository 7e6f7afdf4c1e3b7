import { z } from "zod";
import { Fleet } from "../../../constructs/fleet.ts";
import { defineProfile, type Profile } from "../../../constructs/profile.ts";
import { Region } from "../../../constructs/region.ts";
import { Site } from "../../../constructs/site.ts";
import { Zone } from "../../../constructs/zone.ts";
import type { AgentBootstrap } from "../../../engines/engine.ts";
import { type FleetSpec, fleetSchema } from "../../../model/fleet-file.ts";
import type { ProfileImage, Provisioner } from "../../../model/provisioner.ts";
import { regionSchema } from "../../../model/region-file.ts";
import { zoneSchema } from "../../../model/zone-file.ts";

export function image(name: string, tag: string): ProfileImage {
  return { name, tag, architectures: ["amd64", "arm64"] };
}

const parameters = z.strictObject({
  ntp: z.array(z.string()).default([]),
  dns: z.array(z.string()).default([]),
  gateway: z.string().optional(),
  sshKeys: z.array(z.string()).default([]),
  releasedHosts: z.array(z.string()).default([]),
});

/** What a test says about its site; everything else is filled in. */
export interface ExampleSite {
  readonly provisioner: Provisioner;
  /** Pools of the profile besides the first. */
  readonly pools?: Profile<Site>["pools"];
  readonly name?: string;
  readonly kind?: "cluster" | "nodes";
  readonly state?: string;
  readonly network?: object;
  readonly parameters?: object;
  /** Parameters that the profile declares; absent: those of hosts. */
  readonly declared?: z.ZodObject;
  /** Roles of the hosts in order. */
  readonly roles?: readonly ("control-plane" | "worker")[];
  /** Differences of each host. */
  readonly host?: object;
  readonly hosts?: readonly object[];
  readonly fleet?: Partial<FleetSpec>;
  /** Differences of the region and of the zone, and of the site besides those above. */
  readonly region?: object;
  readonly zone?: object;
  readonly site?: object;
  readonly endpoint?: string;
  readonly hubState?: "active" | "restoring";
}

/** A site in shenzhen, guangdong, panji. */
export function exampleSite(example: ExampleSite): Site {
  const { provisioner, name = "sz-nanshan-01", kind = "cluster", roles = ["control-plane"] } = example;
  const profile: Profile<Site> = defineProfile({
    name: "example",
    version: "1.0.0",
    siteKind: kind,
    kubernetes: { distribution: "k3s", version: "1.33.10" },
    provisioner,
    ...(example.pools && { pools: example.pools }),
    parameters: example.declared ?? parameters,
    images: [],
    layers: [],
  });
  const fleetSpec = fleetSchema.parse({
    name: "panji",
    hierarchy: { regions: 31, maxSitesPerRegion: 1000 },
    repositories: "https://git.panji.example/fleet",
    registries: ["registry.panji.example"],
    centre: { profile: "centre@1.0.0", endpoint: "https://centre.panji.example:6443" },
    ...example.fleet,
  });
  const catalogue = { sites: new Map([["example@1.0.0", profile]]), hubs: new Map(), centres: new Map() };
  const region = new Region(
    new Fleet(fleetSpec, { catalogue }),
    regionSchema.parse({
      name: "guangdong",
      code: "44",
      timezone: "Asia/Shanghai",
      delivery: "flux",
      hub: {
        profile: "region-hub@1.0.0",
        endpoint: example.endpoint ?? "https://hub.gd.panji.example:6443",
        state: example.hubState,
      },
      network: { supernet: "10.44.0.0/16", asn: 64544 },
      ...example.region,
    }),
  );
  const zoneSpec = zoneSchema.parse({
    zone: "shenzhen",
    ...example.zone,
    sites: [
      {
        name,
        kind,
        profile: "example@1.0.0",
        state: example.state,
        network: { nodes: "10.44.12.0/26", ...(kind === "cluster" && clusterNetwork), ...example.network },
        parameters: example.parameters ?? {},
        ...example.site,
        hosts: roles.map((role, index) => ({
          name: `${name}-${"abcdef"[index]}`,
          machineId: `4c4c4544-0051-3110-8052-b4c04f4e333${index}`,
          arch: "arm64",
          role,
          address: `10.44.12.${11 + index}`,
          mac: `02:44:0c:00:00:0${index + 1}`,
          bmc: `redfish-virtualmedia://10.44.255.${11 + index}/redfish/v1/Systems/1`,
          disk: "/dev/disk/by-id/nvme-SAMSUNG_MZQL2960_S64FNE0R40321",
          ...example.host,
          ...example.hosts?.[index],
        })),
      },
    ],
  });
  return new Site(new Zone(region, zoneSpec), zoneSpec.sites[0] as (typeof zoneSpec.sites)[number]);
}

const clusterNetwork = { pods: "10.244.0.0/16", services: "10.96.0.0/16", vip: "10.44.12.10" };

/** Two charts and one object, as short as they can be and still tell what must not be mixed up. */
export const agentBootstrap: AgentBootstrap = {
  delivery: "flux",
  reach: {},
  charts: [
    {
      name: "cilium",
      namespace: "kube-system",
      source: { kind: "oci", url: "oci://registry.panji.example/charts/cilium", version: "1.18.9" },
      values: { kubeProxyReplacement: "true" },
    },
    {
      name: "flux",
      namespace: "flux-system",
      source: { kind: "oci", url: "oci://registry.panji.example/charts/flux2", version: "2.17.2" },
      values: { cli: { image: "registry.panji.example/fluxcd/flux-cli", tag: "v2.7.5" } },
    },
  ],
  objects: [
    { apiVersion: "v1", kind: "Namespace", metadata: { name: "flux-system" } },
    {
      apiVersion: "kustomize.toolkit.fluxcd.io/v1",
      kind: "Kustomization",
      metadata: { name: "flotilla", namespace: "flux-system" },
      spec: {
        interval: "10m",
        path: "./sites/shenzhen/sz-nanshan-01/00-delivery",
        prune: true,
        sourceRef: { kind: "GitRepository", name: "flotilla" },
      },
    },
  ],
};
