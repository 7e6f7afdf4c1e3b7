/** The schema of apps/<tenant>/<app>.yaml and the types inferred from it. */

import { z } from "zod";
import { appName, image, labels, quantity, regionName, tenantName, zoneName } from "./scalars.ts";
import { architectures, devices } from "./zone-file.ts";

export const placementNames = ["native", "superedge", "kubeedge", "openyurt", "karmada"] as const;
export type PlacementName = (typeof placementNames)[number];

const config = z.record(
  z.string().regex(/^[-._a-zA-Z0-9]{1,253}$/, "a ConfigMap key: letters, digits, '-', '_' and '.'"),
  z.string({ error: "text; put numbers and booleans in quotes" }),
);
const replicas = z.int("a whole number of replicas").min(0, "zero or more replicas");

/** What may differ in one zone. */
const appZoneSchema = z.strictObject({
  replicas: replicas.optional(),
  image: image.optional(),
  config: config.optional(),
});

/** apps/<tenant>/<app>.yaml: a business workload of a tenant. */
export const appSchema = z.strictObject({
  name: appName,
  tenant: tenantName,
  image,
  /** Architectures the image is built for. */
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
  ports: z
    .array(
      z.strictObject({
        name: z.string().regex(/^(?=.{1,15}$)[a-z0-9]([-a-z0-9]*[a-z0-9])?$/, "a port name of at most 15 characters"),
        port: z.int("a port from 1 to 65535").min(1, "a port from 1 to 65535").max(65535, "a port from 1 to 65535"),
        protocol: z.enum(["TCP", "UDP", "SCTP"]).default("TCP"),
      }),
    )
    .default([]),
  resources: z.strictObject({ cpu: quantity, memory: quantity }),
  config: config.default({}),
  /** All of it must match; an empty selector means everywhere. */
  select: z
    .strictObject({
      regions: z.array(regionName).optional(),
      zones: z.array(zoneName).optional(),
      labels: labels.optional(),
    })
    .default({}),
  placement: z.enum(placementNames).default("native"),
  zones: z.record(zoneName, appZoneSchema).default({}),
});

export type AppSpec = z.output<typeof appSchema>;
export type AppZoneSpec = z.output<typeof appZoneSchema>;
