/** The resource type flotilla:index:Commit, the content of a repository as one commit of one branch. */

import { commitMessage } from "../../compiler/emit/commit-message.ts";
import { ownedPaths } from "../../compiler/emit/content.ts";
import { volatilePaths } from "../../compiler/emit/provenance-files.ts";
import { noRemovals, type Removals, removalLines } from "../../compiler/emit/removals.ts";
import { kindFacts } from "../../compiler/kind-facts.ts";
import { removalsOfPublish } from "../../compiler/read-removals.ts";
import { overwritable } from "../../git/publish/conflicts.ts";
import { publish } from "../../git/publish/publish.ts";
import type { PublishRequest } from "../../git/publish/request.ts";
import { blobId } from "../../model/git-object.ts";
import type { Inventory } from "../../model/inventory.ts";
import type { Json, JsonObject } from "../../model/json.ts";
import type { RepositoryFile } from "../../model/repository-file.ts";
import { version } from "../../pipeline/version.ts";
import { inventoryEtag } from "../inventory-etag.ts";
import { resolveRemote } from "../remote.ts";
import { constructOf } from "../units.ts";
import { committed, type RefusalReason } from "./commit-error.ts";
import { ProviderError, type Recorded, type ResourceHandler } from "./handler.ts";
import { type CommitInputs, commitInputs, inputFaults, parseInputs, parseRecorded } from "./inputs.ts";
import { UNKNOWN } from "./property-values.ts";
import { recordChanges, valueChanges } from "./record-changes.ts";
import { type TreeContents, treeDigest } from "./tree-content.ts";
import { type UnitTips, withTexts } from "./unit-tip.ts";

/**
 * flotilla:index:Commit, the content of a repository as one commit of one branch.
 *
 * @param cancelled no commit is made after it
 */
export function commitHandler(contents: TreeContents, tips: UnitTips, cancelled: AbortSignal): ResourceHandler {
  const run = async (inputs: CommitInputs, seen: Json | undefined, preview: boolean): Promise<JsonObject> => {
    const { trees } = inputs;
    if (preview) return { commit: UNKNOWN, outcome: UNKNOWN, deleted: UNKNOWN, removals: UNKNOWN, trees };
    const files = await Promise.all(
      Object.entries(trees).map(([unit, digest]) => findTree(inputs, unit, digest, contents, tips)),
    );
    let removals = noRemovals;
    const request = requestOf(inputs, files.flat(), cancelled, (told) => {
      removals = told;
    });
    const delivery = inputs.artifacts && (await loadDelivery());
    await delivery?.requireKey(inputs);
    const published = await publishOnto(seen, request);
    const root = await delivery?.deliverCommit(inputs);
    return {
      ...published,
      ...(root !== undefined && { root }),
      deleted: [...removals.deleted],
      removals: [...removalLines(removals)],
      trees,
    };
  };
  return {
    check: (inputs) => inputFaults(commitInputs, inputs),
    diff: (old, inputs) => [
      ...(["trees", "sites"] as const).flatMap((key) => recordChanges(key, old.inputs[key], inputs[key])),
      ...(["remote", "branch", "fleet", "repository", "allowDestroy"] as const).flatMap((key) =>
        valueChanges(key, old.inputs[key], inputs[key]),
      ),
      ...valueChanges("artifacts", old.inputs["artifacts"], inputs["artifacts"]),
    ],
    create: async (inputs, preview) => {
      const commit = parseInputs(commitInputs, inputs);
      return { id: commit.repository, outputs: await run(commit, undefined, preview) };
    },
    update: async (old, inputs, preview) => {
      return run(parseInputs(commitInputs, inputs), old.outputs["commit"], preview);
    },
    read: async (_, old) => {
      const recorded = parseRecorded(commitInputs, old.inputs);
      const tip = await tips.read(recorded);
      if (!tip) return undefined;
      const trees = Object.fromEntries([...tip.units].map(([unit, files]) => [unit, treeDigest(files)]));
      const sites: Inventory["sites"] = tip.inventory?.sites ?? {};
      const { artifacts } = recorded;
      const root = old.outputs["root"];
      const found =
        artifacts && typeof root === "string" ? await (await loadDelivery()).movedRoot(artifacts, root) : undefined;
      return {
        inputs: {
          ...recorded,
          trees,
          sites,
          ...(found !== undefined && { artifacts: { ...artifacts, found } }),
        } as unknown as JsonObject,
        outputs: { ...old.outputs, commit: tip.commit, trees },
      };
    },
    delete: async (old) => destroy(old, tips, cancelled),
  };
}

/** Most stacks speak to no registry. */
const loadDelivery = () => import("./deliver-commit.ts");

/** A fleet's own kinds are known to its program alone; their names say enough of what goes. */
const shippedKinds = kindFacts({});

/** Files of a tree of this run, or of one that the run leaves alone and the branch still holds. */
async function findTree(
  inputs: CommitInputs,
  unit: string,
  digest: string,
  contents: TreeContents,
  tips: UnitTips,
): Promise<readonly RepositoryFile[]> {
  const files = contents.find(unit, digest);
  if (files) return files;
  const tip = await tips.read(inputs);
  const standing = tip?.units.get(unit) ?? [];
  if (tip && treeDigest(standing) === digest) return withTexts(tip, standing, new Map());
  throw new ProviderError(
    `the content of ${constructOf(inputs, unit)} is neither part of this run nor in ${inputs.remote}; run pulumi up without --target`,
  );
}

/** @param tell gets what a commit takes away, as its last attempt saw it */
function requestOf(
  inputs: CommitInputs,
  files: readonly RepositoryFile[],
  cancelled: AbortSignal,
  tell: (removals: Removals) => void = () => {},
): PublishRequest<RefusalReason> {
  const { remote, branch, fleet, repository, sites, stamp, judged } = inputs;
  const construct = `${fleet}/${repository}`;
  let removals = noRemovals;
  const provenanceFiles = Object.entries(stamp.files).map(([path, text]) => ({
    path,
    text,
    id: blobId(text),
    construct,
  }));
  return {
    remote: resolveRemote(remote),
    branch,
    fleet,
    repository,
    sites,
    files: [...files, ...provenanceFiles],
    volatile: volatilePaths,
    owned: ownedPaths,
    toolVersion: version,
    message: (before) => commitMessage(repository, { sites, files }, before, removals, stamp),
    guard: async (tip, read) => {
      if (cancelled.aborted) return "cancelled";
      if (inventoryEtag(tip) !== judged) return "changed-since-checked";
      removals = await removalsOfPublish({ sites, files }, tip?.inventory, read, shippedKinds);
      tell(removals);
      return undefined;
    },
  };
}

/**
 * Publishes; what somebody changed by hand is written over only when the state has seen it: its commit, which a
 * refresh brings up to date, is still the branch's.
 */
async function publishOnto(seen: Json | undefined, request: PublishRequest<RefusalReason>) {
  const first = await publish(request);
  if (first.outcome !== "conflict" || typeof seen !== "string") return committed(request.remote, first);
  if (first.conflicts.some(({ kind }) => !overwritable.has(kind))) return committed(request.remote, first);
  const second = await publish({
    ...request,
    overwrite: true,
    guard: (tip, read) => (tip?.commit === seen ? request.guard?.(tip, read) : "changed-since-recorded"),
  });
  const isUnseen = second.outcome === "refused" && second.reason === "changed-since-recorded";
  return committed(request.remote, isUnseen ? first : second);
}

/** Empties the owned part of the repository; the rest of it, and its history, stay. */
async function destroy(old: Recorded, tips: UnitTips, cancelled: AbortSignal): Promise<void> {
  const recorded = parseRecorded(commitInputs, old.inputs);
  if (!recorded.allowDestroy) {
    throw new ProviderError(
      `destroying would empty ${recorded.remote}, and its clusters would delete what they run; if that is meant, run: pulumi config set flotilla:allowDestroy true && pulumi up, then pulumi destroy`,
    );
  }
  if ((await tips.read(recorded)) === undefined) return;
  await publishOnto(old.outputs["commit"], {
    ...requestOf({ ...recorded, sites: {} }, [], cancelled),
    guard: () => (cancelled.aborted ? "cancelled" : undefined),
    files: [],
    volatile: new Set(),
    message: { subject: `${recorded.repository}: destroyed`, body: "", trailers: recorded.stamp.trailers },
  });
}
