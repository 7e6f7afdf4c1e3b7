/** What follows a commit where clusters read artifacts, and what a refresh sees of it. */

import { engines } from "../../engines/engines.ts";
import { GitError } from "../../git/repository/git-error.ts";
import { hubDelivery, MOVING_TAG } from "../../model/layout.ts";
import { OciError } from "../../oci/oci-error.ts";
import { deliver } from "../../pipeline/artifacts/deliver.ts";
import { registryOf } from "../../pipeline/artifacts/registry-of.ts";
import { signingKeyFor } from "../../pipeline/artifacts/signing-key.ts";
import { resolveRemote } from "../remote.ts";
import { ProviderError } from "./handler.ts";
import type { CommitInputs } from "./inputs.ts";

type Artifacts = NonNullable<CommitInputs["artifacts"]>;

/** @throws ProviderError without the key that clusters ask for: they would take nothing of the commit */
export async function requireKey({ artifacts }: CommitInputs): Promise<void> {
  if (artifacts?.source === "oci") await signingKeyFor(artifacts.keys).catch(told("nothing was written"));
}

/**
 * Brings the newest commit to the registry.
 *
 * @returns digest of the root of the hub; undefined where there is none, or clusters read Git
 * @throws ProviderError; the next update delivers what this one committed
 */
export async function deliverCommit({ remote, artifacts }: CommitInputs): Promise<string | undefined> {
  if (!artifacts) return undefined;
  const { artifacts: pinning } = engines.deliveries[artifacts.engine];
  const { url, source, keys, authorities } = artifacts;
  const target = { remote: resolveRemote(remote), url, authorities, source, pinning, key: () => signingKeyFor(keys) };
  const done = await deliver(target).catch(told("the commit is there, and clusters have what they had"));
  return source === "oci" ? done?.root : undefined;
}

/**
 * What clusters follow in place of the root that was delivered; undefined when nobody moved it.
 *
 * @param root digest
 */
export async function movedRoot(artifacts: Artifacts, root: string): Promise<string | undefined> {
  const repository = registryOf(artifacts);
  const found = await repository(hubDelivery).find(MOVING_TAG).catch(told("the registry could not be read"));
  return found === root ? undefined : (found ?? "nothing");
}

function told(what: string): (cause: unknown) => never {
  return (cause) => {
    if (!(cause instanceof OciError || cause instanceof GitError)) throw cause;
    throw new ProviderError(`${what}: ${cause.code}: ${cause.message}\n  next: ${cause.hint} Then run pulumi up again`);
  };
}
