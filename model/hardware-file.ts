/** The size of servers, as the fleet's files say it. */

import { z } from "zod";
import { hardwareName, quantity } from "./scalars.ts";

const hardwareSchema = z.strictObject({
  /** Cores, like "8" or 7500m. */
  cpu: quantity,
  memory: quantity,
});

/** Classes of servers by name. */
export const hardwareClassesSchema = z.record(hardwareName, hardwareSchema);

/** A class of the fleet, or the size itself. */
export const hostHardwareSchema = z.union([hardwareName, hardwareSchema], {
  error: 'a class under hardware of sites/fleet.yaml, like edge-small, or { cpu: "8", memory: 16Gi }',
});
