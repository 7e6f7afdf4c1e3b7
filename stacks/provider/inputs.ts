/** The inputs of both resource types, checked. */

import { status } from "@grpc/grpc-js";
import { z } from "zod";
import { checkFile } from "../../compiler/load/check-file.ts";
import { deliveryNames, deliverySources } from "../../model/delivery.ts";
import { firstLines } from "../../model/first-names.ts";
import type { JsonObject } from "../../model/json.ts";
import { holdsUserinfo } from "../../model/url.ts";
import { siteStates } from "../../model/zone-file.ts";
import { ProviderError } from "./handler.ts";
import { forbiddenInputs } from "./property-values.ts";

const texts = z.record(z.string(), z.string());

/** The repository that a resource belongs to. */
const target = {
  /** URL, or folder of a bare repository, absolute or from the folder of Pulumi.yaml. */
  remote: z
    .string()
    .min(1)
    .refine((url) => !holdsUserinfo(url), "a URL without a user or a password, which would be kept in the state"),
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
  /** Where the repository goes as artifacts; absent in a fleet without them. */
  artifacts: z
    .strictObject({
      /** `oci://registry.panji.example/fleet/guangdong` */
      url: z.string(),
      source: z.enum(deliverySources),
      engine: z.enum(deliveryNames),
      /** PEM of public keys; absent where signatures are not asked for. */
      keys: z.array(z.string()).optional(),
      /** PEM of authorities by which the registry is known besides those of the system; absent: none. */
      authorities: z.string().optional(),
      /** What a refresh found in place of the root that was delivered, so that the next update puts it back. */
      found: z.string().optional(),
    })
    .optional(),
  /** Lets `pulumi destroy` empty the repository. */
  allowDestroy: z.boolean(),
});

export type TreeInputs = z.output<typeof treeInputs>;
export type CommitInputs = z.output<typeof commitInputs>;

/** Properties that a preview may leave open: the trees of units that another resource is still to bring. */
const openInputs: readonly string[] = ["trees"];

/**
 * What is wrong with the inputs, each with its place, what was expected and the next step. None has a value in it that
 * was not meant for everybody's eyes.
 */
export function inputFaults(schema: z.ZodObject, inputs: JsonObject): readonly string[] {
  const forbidden = forbiddenInputs(inputs, openInputs);
  // A map of texts may hold thousands of the wrong kind.
  return firstLines(forbidden.length > 0 ? forbidden : schemaFaults(schema, inputs));
}

function schemaFaults(schema: z.ZodObject, inputs: JsonObject): readonly string[] {
  const result = checkFile("", schema, inputs);
  if ("data" in result) return [];
  return result.diagnostics.map(({ code, message, hint }) => {
    // The hint on a missing key speaks of a file.
    return hint && code !== "load/missing-key" ? `${message}; ${hint}` : message;
  });
}

/** @throws ProviderError for inputs that `check` would have refused */
export function parseInputs<S extends z.ZodObject>(schema: S, inputs: JsonObject): z.output<S> {
  const faults = inputFaults(schema, inputs);
  if (faults.length === 0) return schema.parse(inputs) as z.output<S>;
  const text = faultText("found inputs that are no content of a repository", faults, "correct them in the program");
  throw new ProviderError(text, status.INVALID_ARGUMENT);
}

/** @throws ProviderError for inputs that another version recorded, and for a resource that is only to be imported */
export function parseRecorded<S extends z.ZodObject>(schema: S, inputs: JsonObject): z.output<S> {
  if (Object.keys(inputs).length === 0) {
    throw new ProviderError(
      "found no recorded inputs, expected a resource that a stack holds; nothing is imported here: pulumi up takes over what is on the branch",
      status.INVALID_ARGUMENT,
    );
  }
  const faults = inputFaults(schema, inputs);
  if (faults.length === 0) return schema.parse(inputs) as z.output<S>;
  const problem = "the recorded inputs are not of this version of Flotilla";
  throw new ProviderError(faultText(problem, faults, "run pulumi up without --refresh first"));
}

function faultText(problem: string, faults: readonly string[], next: string): string {
  return [`${problem}:`, ...faults, `next: ${next}`].join("\n  ");
}
