import { z } from "zod";
import { ownerName } from "./scalars.ts";

const areaSchema = z
  .strictObject({
    /** Construct path: the fleet, a region, a zone, a site, a hub or the centre, with all below it. */
    construct: z.string().min(1, "a construct path, like panji/guangdong").optional(),
    /** `name`, or `name@version`. */
    profile: z
      .string()
      .regex(/^[a-z0-9]([-a-z0-9]*[a-z0-9])?(@\d+\.\d+\.\d+)?$/, "a profile, like edge-k3s or edge-k3s@1.0.0")
      .optional(),
    /** Groups and users of the forge; any one person of them speaks for the area. */
    owners: z.array(ownerName).min(1, "at least one group or user"),
  })
  .superRefine(({ construct, profile }, context) => {
    if ((construct === undefined) !== (profile === undefined)) return;
    context.addIssue({ code: "custom", message: "construct or profile, one of both" });
  });

/** sites/OWNERS.yaml, optional: who has to agree to which changes. */
export const ownersFileSchema = z.strictObject({
  /** Rings whose sites change only when their owners agree. */
  frozenRings: z.array(z.string().min(1, "the name of a ring")).default(["frozen"]),
  areas: z.array(areaSchema).default([]),
});

export type OwnersSpec = z.output<typeof ownersFileSchema>;
export type OwnedArea = OwnersSpec["areas"][number];
