/** What a server says of itself when it enrols. */

import { z } from "zod";
import { mac } from "../../model/address-scalars.ts";
import { machineId, serial } from "../../model/scalars.ts";
import { architectures, devices } from "../../model/server-words.ts";

/** In one line: it is shown at terminals, and stands in comments of entries for zone files. */
const shortText = z
  .string()
  .max(200)
  .regex(/^[^\p{Cc}\u2028\u2029]*$/u);

/** What firmware says where nobody filled a serial number in; by it every board of a maker would be the same server. */
const FILLERS =
  /^(?:0+|x+|\.+|n\/?a|none|default.?string|system.?serial.?number|not.?(?:specified|applicable|available)|to.?be.?filled.*|1?23456789.*)$/i;

/** A value that identifies nothing is the same as none. */
function orNothing<T extends z.ZodType>(schema: T) {
  return z
    .string()
    .max(200)
    .optional()
    .transform((text) => (text === undefined || FILLERS.test(text.trim()) ? undefined : text))
    .transform((text) => schema.safeParse(text).data as z.output<T> | undefined);
}

/** Strict: a field that nobody knows is a server of another version, and its report is not half understood. */
export const hardwareReportSchema = z.strictObject({
  /** SMBIOS UUID in lower case; ignored when the firmware gives zeros or ones. */
  machineId: orNothing(machineId),
  /** SMBIOS serial number of the system; ignored when the firmware gives a filler. */
  serial: orNothing(serial),
  arch: z.enum(architectures),
  /** Logical processors that the kernel sees. */
  cpu: z.int().min(1).max(4096),
  /** Memory that the kernel has, in KiB (`MemTotal` of /proc/meminfo): some percent less than is built in. */
  memoryKiB: z
    .int()
    .min(1)
    .max(2 ** 40),
  boot: z.enum(["uefi", "legacy"]),
  nics: z.array(z.strictObject({ name: shortText, mac })).max(64),
  disks: z
    .array(
      z.strictObject({
        /** /dev/nvme0n1 */
        path: shortText,
        /** Links below /dev/disk/ that lead to it. */
        links: z.array(shortText).max(32),
        bytes: z.int().min(0),
        serial: shortText.optional(),
        wwn: shortText.optional(),
        model: shortText.optional(),
        rotational: z.boolean(),
      }),
    )
    .max(128),
  devices: z.array(z.enum(devices)).max(16),
  /** The server's own clock, seconds since 1970. */
  clock: z.int().min(0),
});

export type HardwareReport = z.output<typeof hardwareReportSchema>;
export type ReportedDisk = HardwareReport["disks"][number];
