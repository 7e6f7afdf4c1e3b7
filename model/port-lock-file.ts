/** The schema of sites/node-ports.lock.yaml: the node ports that `flotilla allocate` gave to apps, a line an app. */

import { z } from "zod";
import { nodePortNumber } from "./node-port.ts";

export const portLockSchema = z.strictObject({
  /** By `<tenant>/<app>`, and for each app by the name of its port. */
  apps: z
    .record(z.string().regex(/^[a-z0-9-]+\/[a-z0-9-]+$/, "<tenant>/<app>"), z.record(z.string(), nodePortNumber))
    .default({}),
});

/** Numbers of one app by the names of its ports. */
export type PortLine = Readonly<Record<string, number>>;

/** All lines, by `<tenant>/<app>`. */
export type PortLines = ReadonlyMap<string, PortLine>;

/** From the root of the fleet. */
export const portLockFile = "sites/node-ports.lock.yaml";
