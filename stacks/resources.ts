/** The two resource types as the program sees them: Tree and Commit. */

import * as pulumi from "@pulumi/pulumi";
import type { CommitInputs, TreeInputs } from "./provider/inputs.ts";

/** The files of one unit of a repository. */
export class Tree extends pulumi.CustomResource {
  declare readonly digest: pulumi.Output<string>;

  constructor(name: string, inputs: TreeInputs, options?: pulumi.CustomResourceOptions) {
    super("flotilla:index:Tree", name, { ...inputs, digest: undefined }, options);
  }
}

/** A repository as one commit of its trees. */
export class Commit extends pulumi.CustomResource {
  /** Id of the commit that the branch holds. */
  declare readonly commit: pulumi.Output<string>;
  declare readonly outcome: pulumi.Output<"published" | "unchanged">;
  /** What the commit deleted, by name; empty when nothing. */
  declare readonly deleted: pulumi.Output<readonly string[]>;
  /** What the commit took away and what became of it, in sentences. */
  declare readonly removals: pulumi.Output<readonly string[]>;

  constructor(
    name: string,
    inputs: Omit<CommitInputs, "trees"> & { readonly trees: Readonly<Record<string, pulumi.Input<string>>> },
    options?: pulumi.CustomResourceOptions,
  ) {
    super(
      "flotilla:index:Commit",
      name,
      { ...inputs, commit: undefined, outcome: undefined, deleted: undefined, removals: undefined },
      options,
    );
  }
}
