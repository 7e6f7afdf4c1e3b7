import { configuredIdentity, encodeCommit, messageText, signCommit, wantsSignature } from "./commit.ts";
import { ObjectReader } from "./object-reader.ts";
import { openTarget } from "./open-target.ts";
import type { PackObject } from "./pack-input.ts";
import { storePack } from "./pack-store.ts";
import { planPublish } from "./plan.ts";
import type { PublishRequest, PublishResult } from "./request.ts";
import type { Run } from "./run.ts";
import type { Swap, Target } from "./target.ts";
import { readTip } from "./tip.ts";

/** Ids of objects that earlier attempts of this run wrote, by Git directory. */
export type Written = Map<string, ReadonlySet<string>>;

export interface Attempt {
  /** Counted from 1. */
  readonly attempts: number;
  /** Time of the commit, seconds since 1970. */
  readonly seconds: number;
  readonly run: Run;
  readonly written: Written;
}

/** Reads the tip, plans, writes the objects, tries to move the branch once. */
export async function attemptPublish<Refusal>(
  request: PublishRequest<Refusal>,
  attempt: Attempt,
): Promise<PublishResult<Refusal> | Swap> {
  const target = await openTarget(request.remote, request.branch ?? "main", attempt.run.settings);
  try {
    const { tip, plan } = await readAndPlan(request, target);
    if (plan.outcome) return plan;
    const parent = tip?.commit;
    const done = attempt.written.get(target.gitDir) ?? new Set();
    const objects = plan.objects.filter(({ id }) => !done.has(id));
    const commit = await writeCommit(request, target, { ...attempt, tree: plan.tree, parent, objects });
    attempt.written.set(target.gitDir, new Set([...done, ...objects.map(({ id }) => id)]));
    const swap = await target.swap(commit, parent);
    if (swap.kind !== "swapped") return swap;
    return { outcome: "published", commit, parent, changes: plan.changes, attempts: attempt.attempts };
  } finally {
    await target.release();
  }
}

async function readAndPlan<Refusal>(request: PublishRequest<Refusal>, target: Target) {
  const name = await target.findTip();
  if (name === undefined) return { tip: undefined, plan: await planPublish(request, undefined, undefined) };
  const reader = new ObjectReader(target.gitDir, target.settings);
  try {
    const tip = await readTip(reader, name);
    return { tip, plan: await planPublish(request, tip, reader) };
  } finally {
    reader.close();
  }
}

interface NewCommit extends Attempt {
  readonly tree: string;
  readonly parent: string | undefined;
  readonly objects: readonly PackObject[];
}

/** Objects and commit in one pack; a signed commit is Git's own work and comes after them. */
async function writeCommit(
  { message, identity }: PublishRequest<unknown>,
  { git, gitDir }: Target,
  { run, seconds, tree, parent, objects }: NewCommit,
): Promise<string> {
  const settings = await run.settings.read(git, gitDir);
  const draft = {
    tree,
    parent,
    author: identity ?? configuredIdentity("author", settings, process.env),
    committer: identity ?? configuredIdentity("committer", settings, process.env),
    seconds,
    message: messageText(message),
  };
  if (wantsSignature(settings)) {
    if (objects.length > 0) await storePack(gitDir, await run.packs.encode(objects));
    return signCommit(git, draft);
  }
  const commit = encodeCommit(draft);
  await storePack(gitDir, await run.packs.encode([commit, ...objects]));
  return commit.id;
}
