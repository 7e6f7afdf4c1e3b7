/** The schema of a host's disks: which one is installed on, and what the others are for. */

import { z } from "zod";
import { devicePath } from "./scalars.ts";

/** What the hardware says of a disk; all that is given must match. */
const diskHints = z
  .strictObject({
    /** Whole gigabytes (10^9 bytes), at least. */
    minSizeGigabytes: z.int("a whole number of gigabytes").min(1, "at least one gigabyte").optional(),
    serial: z.string().min(1, "a serial number").optional(),
    wwn: z
      .string()
      .regex(/^(0x[0-9a-f]+|eui\.[0-9a-f]+)$/, "a WWN, like 0x5000c500a1b2c3d4")
      .optional(),
    /** A part of the model's name is enough. */
    model: z.string().min(1, "a part of the model's name").optional(),
    vendor: z.string().min(1, "a part of the vendor's name").optional(),
    /** False: an SSD or NVMe disk. */
    rotational: z.boolean().optional(),
  })
  .refine(
    (hints) => Object.keys(hints).length > 0,
    "at least one of minSizeGigabytes, serial, wwn, model, vendor, rotational",
  );

/** A path, what the hardware says, or `auto`: the installer's own choice, which with several disks may be any. */
export const diskSelector = z.union([z.literal("auto"), devicePath, diskHints], {
  error: "a device path, best /dev/disk/by-id/..., hints such as { serial: S4EVNX0N }, or auto",
});

const diskPurposes = ["install", "volumes", "images", "etcd", "logs"] as const;

/**
 * install: the operating system goes onto it and it is wiped. volumes: persistent volumes of pods. images: images and
 * writable layers of containers. etcd, logs: what the name says.
 */
export const disksSchema = z
  .array(z.strictObject({ purpose: z.enum(diskPurposes), device: diskSelector }))
  .superRefine((disks, context) => {
    if (disks.filter(({ purpose }) => purpose === "install").length === 1) return;
    context.addIssue({ code: "custom", message: "exactly one disk with purpose: install" });
  });

export type DiskSelector = z.output<typeof diskSelector>;
export type DiskHints = z.output<typeof diskHints>;
