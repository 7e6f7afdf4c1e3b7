/** What went wrong on the way to the registry, as what is told of it. */

import { isWritten, type PublishResult } from "../../git/publish/request.ts";
import { GitError } from "../../git/repository/git-error.ts";
import type { Diagnostic } from "../../model/diagnostic.ts";
import { OciError } from "../../oci/oci-error.ts";
import type { ArtifactTarget } from "./artifact-target.ts";
import type { Delivered } from "./deliver.ts";

/** Clusters have what they had; the commit is there, and the next run brings it to them. */
export interface Undelivered {
  readonly diagnostic: Diagnostic;
}

type Failed = Extract<PublishResult<never>, { readonly outcome: "failed" }>;

/**
 * What follows a publish where clusters read artifacts.
 *
 * @returns undefined where nothing follows: a branch that is not as it shall be, or clusters that read Git
 */
export async function artifactsAfter(
  result: { readonly outcome: string },
  target: ArtifactTarget | undefined,
): Promise<Delivered | Undelivered | undefined> {
  if (!target || !isWritten(result)) return undefined;
  try {
    // Most workers and most fleets speak to no registry.
    const { deliver } = await import("./deliver.ts");
    return await deliver(target);
  } catch (cause) {
    if (cause instanceof OciError || cause instanceof GitError) return { diagnostic: cause.diagnostic };
    throw cause;
  }
}

/** What a commit would be in vain for: clusters that read artifacts would take nothing of it. */
export async function keyFailure(target: ArtifactTarget | undefined): Promise<Failed | undefined> {
  if (target?.source !== "oci") return undefined;
  try {
    await target.key();
    return undefined;
  } catch (cause) {
    if (cause instanceof OciError) return { outcome: "failed", diagnostic: cause.diagnostic };
    throw cause;
  }
}
