/** The fields of systems/<tenant>/<name>.yaml and the types inferred from them. */

import { z } from "zod";
import { secretsSchema } from "./app-container-file.ts";
import { appDifferenceSchema, placementFields, workloadFields } from "./app-file.ts";
import { configSchema, volumeSchema } from "./app-volume-file.ts";
import { lifeStates } from "./life-state.ts";
import { appName, image, regionName, ringName, systemName, tenantName, versionName, zoneName } from "./scalars.ts";

/** An app of a system, in the words of an app. Where it runs, the system says for all of them. */
const systemAppSchema = z.strictObject({
  /** Its objects are called `<system>-<app>`. */
  name: appName,
  /** Apps of the system that are ready before it is started or changed. */
  after: z.array(appName).default([]),
  /** `retired`: its pods go and its claims stay; the next change may take it out of the file. */
  state: z.enum(lifeStates).default("active"),
  ...workloadFields,
  /** Absent: the version that a zone has says it. */
  image: image.optional(),
});

const { state: _, ...ofApp } = appDifferenceSchema.shape;

/** What differs in one zone or region. */
const systemDifferenceSchema = z.strictObject({
  version: versionName.optional(),
  /** Of all apps; what one of them says there counts before it. */
  config: configSchema.optional(),
  apps: z.record(appName, z.strictObject(ofApp)).optional(),
  /** Of a system that the centre hands out; as that of an app. */
  state: z.enum(lifeStates).optional(),
});

/** systems/<tenant>/<name>.yaml: apps that belong together, copied whole into each zone that it selects. */
export const systemFields = z.strictObject({
  name: systemName,
  tenant: tenantName,
  /** `retired`: all of its pods go and its claims stay; the next change may remove the file. */
  state: z.enum(lifeStates).default("active"),
  /** Which of `versions` its zones have, unless their ring, their region or they themselves say another. */
  version: versionName.optional(),
  /** By version the images of all apps that state none themselves. */
  versions: z.record(versionName, z.record(appName, image)).optional(),
  /** By ring of a zone the version that it has. */
  rings: z.record(ringName, versionName).optional(),
  /** Of all apps; what an app says itself counts before it. */
  config: configSchema.default({}),
  /** Of all apps; one of the same name that an app has counts before it. */
  secrets: secretsSchema.default([]),
  /** Files and empty folders that each app sees; a claim belongs to one app. */
  volumes: z.array(volumeSchema).optional(),
  ...placementFields,
  apps: z.array(systemAppSchema).min(1, "at least one app"),
  regions: z.record(regionName, systemDifferenceSchema).default({}),
  zones: z.record(zoneName, systemDifferenceSchema).default({}),
});

export type SystemSpec = z.output<typeof systemFields>;
export type SystemAppSpec = SystemSpec["apps"][number];
export type SystemDifference = z.output<typeof systemDifferenceSchema>;
