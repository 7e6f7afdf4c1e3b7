/** The volumes that an app may ask for. */

import { z } from "zod";
import { textValue } from "./app-container-file.ts";
import { lifeStates } from "./life-state.ts";
import { containerName, quantity, storageClassName } from "./scalars.ts";

/** Mapping from the name of a file, or of an environment variable, to its text. */
export const configSchema = z.record(
  z.string().regex(/^[-._a-zA-Z0-9]{1,253}$/, "a ConfigMap key: letters, digits, '-', '_' and '.'"),
  textValue,
);

export const volumeSchema = z
  .strictObject({
    name: containerName,
    /** Where the app's own container sees it. */
    path: z.string().regex(/^\/[^\s:]+$/, "an absolute path, like /var/lib/checkout"),
    /** A claim of this size on the site's disks. */
    size: quantity.optional(),
    /** `retired`, for a claim: no pod sees it any more; the next change may remove the entry, and with it the data. */
    state: z.enum(lifeStates).default("active"),
    /** Storage class of the claim; the default class of the cluster when absent. */
    class: storageClassName.optional(),
    /** A folder that is empty when the pod starts and may grow to this size. */
    emptyDir: quantity.optional(),
    /** Files by name; they become a ConfigMap and are read-only. */
    files: configSchema.optional(),
  })
  .superRefine((volume, context) => {
    const kinds = [volume.size, volume.emptyDir, volume.files].filter((each) => each !== undefined);
    const issue = (path: string, message: string) => context.addIssue({ code: "custom", path: [path], message });
    if (kinds.length !== 1) issue("size", "one of size (a claim), emptyDir and files");
    if (volume.state === "retired" && volume.size === undefined)
      issue("state", "retired for a claim alone, which has a size");
    if (volume.class !== undefined && volume.size === undefined) issue("class", "class beside size alone");
  });

export type VolumeSpec = z.output<typeof volumeSchema>;
