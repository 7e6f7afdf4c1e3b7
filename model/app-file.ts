/** The schema of apps/<tenant>/<app>.yaml and the types inferred from it. */

import { z } from "zod";
import {
  commandSchema,
  containerSchema,
  initContainerSchema,
  portsSchema,
  probesSchema,
  resourcesSchema,
  secretsSchema,
} from "./app-container-file.ts";
import { findAppIssues } from "./app-issues.ts";
import { egressSchema, exposeSchema } from "./app-network-file.ts";
import { configSchema, volumeSchema } from "./app-volume-file.ts";
import { registrationSchema } from "./consul-file.ts";
import { lifeStates } from "./life-state.ts";
import { appName, cronSchedule, image, labels, regionName, ringName, tenantName, zoneName } from "./scalars.ts";
import { architectures, devices } from "./zone-file.ts";

export const placementNames = ["native", "superedge", "kubeedge", "openyurt", "karmada"] as const;
export type PlacementName = (typeof placementNames)[number];

/** In seconds. */
const WEEK = 604_800;

/** What becomes of pods on a server that nobody reaches: they stay, or others take their place after so many seconds. */
const nodeLossSchema = z.union([z.literal("keep"), z.strictObject({ evictAfter: z.int().min(0).max(WEEK) })], {
  error: `keep, or evictAfter with 0 to ${WEEK} seconds`,
});

const replicas = z.int("a whole number of replicas").min(0, "zero or more replicas");

/** What may differ in one zone, region or ring. `config` is merged with the app's; everything else takes its place. */
export const appDifferenceSchema = z.strictObject({
  replicas: replicas.optional(),
  image: image.optional(),
  config: configSchema.optional(),
  schedule: cronSchedule.optional(),
  secrets: secretsSchema.optional(),
  expose: exposeSchema.optional(),
  egress: egressSchema.optional(),
  /** Of an app that the centre hands out. `retired`: it leaves there; the next change may take the place from its selectors. */
  state: z.enum(lifeStates).optional(),
});

/** Regions whose hubs get the app from the centre in place of their own repository. */
const federateSchema = z.strictObject({
  /** `all`: every region that is a member of the federation. */
  regions: z.union([z.literal("all"), z.array(regionName).min(1, "at least one region")], {
    error: "all, or a list of regions",
  }),
  /** It takes over what hubs have of it already, in place of refusing to touch it; meant for the time of a move. */
  takesOver: z.boolean().default(false),
});

/** What runs, whether an app says it or one of the apps of a system. */
export const workloadFields = {
  /** service: runs for ever. job: runs to its end, once or by its schedule. */
  kind: z.enum(["service", "job"]).default("service"),
  /** Of a job, in the time zone of the region; absent: it runs once, and again when it changes. */
  schedule: cronSchedule.optional(),
  image,
  command: commandSchema.optional(),
  args: commandSchema.optional(),
  /** Architectures the images are built for. */
  architectures: z
    .array(z.enum(architectures))
    .min(1, "at least one architecture")
    .default([...architectures]),
  /**
   * Devices that a server must have to run the app. The scheduler gets at them through the resource of their
   * device plugin; here it is checked that every place the app is put at has them.
   */
  devices: z.array(z.enum(devices)).default([]),
  replicas: replicas.default(1),
  /** Absent: on nodes of another cluster they stay, elsewhere Kubernetes gives them up after five minutes. */
  onNodeLoss: nodeLossSchema.optional(),
  ports: portsSchema,
  resources: resourcesSchema,
  config: configSchema.default({}),
  /** Environment variables from a secret store or from Secrets. */
  secrets: secretsSchema.default([]),
  /** When absent, readiness is a connection to the first TCP port. */
  probes: probesSchema.optional(),
  /** Once this is stated, be it empty, nothing outside the volumes can be written. */
  volumes: z.array(volumeSchema).optional(),
  /** Containers beside the app's own. */
  containers: z.array(containerSchema).default([]),
  initContainers: z.array(initContainerSchema).default([]),
  /** Its containers are told where they run, in variables; absent: they are not. */
  topology: z.boolean().optional(),
  /** Its pods find each other by the name of a Service without an address, which a variable says; absent: they do not. */
  peers: z.boolean().optional(),
  /** Its pods are in the list of Consul while they run; absent: they are not. */
  consul: registrationSchema.optional(),
  /** How clients outside the cluster reach it; absent: not at all. */
  expose: exposeSchema.optional(),
  /** What it reaches besides its namespace and the cluster's DNS. */
  egress: egressSchema.default([]),
};

/** Where it runs, and who puts it there. */
export const placementFields = {
  /** All of it must match; an empty selector means everywhere. */
  select: z
    .strictObject({
      regions: z.array(regionName).optional(),
      zones: z.array(zoneName).optional(),
      labels: labels.optional(),
    })
    .default({}),
  placement: z.enum(placementNames).default("native"),
  /** Absent: each region's own repository has it. */
  federate: federateSchema.optional(),
};

/** apps/<tenant>/<app>.yaml: a business workload of a tenant. */
export const appSchema = z
  .strictObject({
    name: appName,
    tenant: tenantName,
    /** `retired`: its pods go and its claims stay; the next change may remove the file, and with it all of its data. */
    state: z.enum(lifeStates).default("active"),
    ...workloadFields,
    ...placementFields,
    /** Images of its next version, which servers fetch before the app changes to them. */
    prefetch: z.array(image).min(1, "at least one image").optional(),
    /** What its zones say counts before what their region says, and that before what their ring says. */
    rings: z.record(ringName, appDifferenceSchema).optional(),
    regions: z.record(regionName, appDifferenceSchema).default({}),
    zones: z.record(zoneName, appDifferenceSchema).default({}),
  })
  .superRefine((app, context) => {
    for (const { path, message } of findAppIssues(app)) context.addIssue({ code: "custom", path: [...path], message });
  });

export type AppSpec = z.output<typeof appSchema>;
export type AppDifference = z.output<typeof appDifferenceSchema>;
