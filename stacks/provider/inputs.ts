/** The inputs of both resource types, checked. */

import { z } from "zod";
import type { JsonObject } from "../../model/json.ts";
import { holdsUserinfo } from "../../model/url.ts";
import { siteStates } from "../../model/zone-file.ts";
import { type CheckFailure, ProviderError } from "./handler.ts";

const texts = z.record(z.string(), z.string());

/** The repository that a resource belongs to. */
const target = {
  /** URL, or folder of a bare repository, absolute or from the folder of Pulumi.yaml. */
  remote: z
    .string()
    .min(1)
    .refine((url) => !holdsUserinfo(url), "holds a user or password, which would be kept in the state"),
  branch: z.string().min(1),
  fleet: z.string().min(1),
  /** Name of the region, or `centre`. */
  repository: z.string().min(1),
};

/** Inputs of flotilla:index:Tree: the files of one unit. */
export const treeInputs = z.strictObject({
  ...target,
  /** `<zone>/<site>`, `hub` or `centre`. */
  unit: z.string().min(1),
  /** Text by path from the root of the repository. */
  files: texts,
  /** Construct path by file, for files of another construct than the unit's own. */
  owners: texts,
  /** Paths of files whose objects stay in the cluster when they go; absent in what an older version recorded. */
  kept: z.array(z.string()).default([]),
});

/** Inputs of flotilla:index:Commit: a repository as a whole. */
export const commitInputs = z.strictObject({
  ...target,
  /** Digest of each tree by its unit. */
  trees: texts,
  /** Sites as the inventory lists them. */
  sites: z.record(
    z.string(),
    z.strictObject({
      zone: z.string(),
      kind: z.enum(["cluster", "nodes"]),
      state: z.enum(siteStates),
      profile: z.string(),
      fields: texts.optional(),
    }),
  ),
  /** What goes into a commit but never causes one: README, provenance and the message. */
  stamp: z.strictObject({
    files: texts,
    subject: z.string(),
    trailers: z.array(z.tuple([z.string(), z.string()])),
  }),
  /** `inventoryEtag` of the tip that the rules on changes have seen; the name is recorded in the states of living stacks. */
  judged: z.string(),
  /** Lets `pulumi destroy` empty the repository. */
  allowDestroy: z.boolean(),
});

export type TreeInputs = z.output<typeof treeInputs>;
export type CommitInputs = z.output<typeof commitInputs>;

export function checkFailures(schema: z.ZodObject, inputs: JsonObject): readonly CheckFailure[] {
  const { error } = schema.safeParse(inputs);
  return (error?.issues ?? []).map(({ path, message }) => ({ property: String(path[0] ?? ""), reason: message }));
}

/** @throws ProviderError for inputs that another version recorded */
export function parseInputs<S extends z.ZodObject>(schema: S, inputs: JsonObject): z.output<S> {
  const result = schema.safeParse(inputs);
  if (result.success) return result.data;
  const found = result.error.issues.map(({ path, message }) => `${path.join(".")}: ${message}`).join("; ");
  throw new ProviderError(
    `the recorded inputs are not of this version of Flotilla (${found}); run pulumi up without --refresh first`,
  );
}
