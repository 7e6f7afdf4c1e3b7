/** One attempt of a publish: reads the tip, plans, writes the objects, tries to move the branch once. */

import { readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { encodeCommit, messageText } from "../objects/commit.ts";
import { encodePack, type PackObject } from "../objects/pack.ts";
import { GitError } from "../repository/git-error.ts";
import { ObjectReader } from "../repository/object-reader.ts";
import { openTarget } from "../repository/open-target.ts";
import { type StagedPack, stagePack } from "../repository/pack-store.ts";
import { readTexts } from "../repository/read-texts.ts";
import { configuredIdentity, signCommit, wantsSignature } from "../repository/sign-commit.ts";
import type { RefUpdate, Target } from "../repository/target.ts";
import { readTip } from "../repository/tip.ts";
import { planPublish } from "./plan.ts";
import type { PublishRequest, PublishResult } from "./request.ts";
import type { PublishSession } from "./session.ts";

/** Ids of objects that earlier attempts of this run wrote, by Git directory. */
export type Written = Map<string, ReadonlySet<string>>;

export interface Attempt {
  /** Counted from 1. */
  readonly attempts: number;
  /** Time of the commit, seconds since 1970. */
  readonly seconds: number;
  readonly session: PublishSession;
  readonly written: Written;
}

/** An attempt that lacks only its last step; until then nothing of it can be seen in the repository. */
export interface PreparedAttempt<Reason> {
  /** What `finish` gives when there is nothing to write. */
  readonly settled: PublishResult<Reason> | undefined;
  /** Lets the objects appear and tries to move the branch once; at most one call. */
  readonly finish: () => Promise<PublishResult<Reason> | RefUpdate>;
  /** Called once, whatever happened. */
  readonly release: () => Promise<void>;
}

/** Reads the tip, plans, writes the objects, tries to move the branch once. */
export async function attemptPublish<Reason>(
  request: PublishRequest<Reason>,
  attempt: Attempt,
): Promise<PublishResult<Reason> | RefUpdate> {
  const prepared = await prepareAttempt(request, attempt);
  try {
    return await prepared.finish();
  } finally {
    await prepared.release();
  }
}

/** Reads the tip, plans and writes the objects. What comes back holds on to no text. */
export async function prepareAttempt<Reason>(
  request: PublishRequest<Reason>,
  attempt: Attempt,
): Promise<PreparedAttempt<Reason>> {
  const target = await openTarget(request.remote, request.branch ?? "main", attempt.session.settings);
  try {
    const { tip, plan } = await readAndPlan(request, target);
    if (plan.outcome) return settled(plan, target);
    const { changes, restored, tree } = plan;
    const { message } = request;
    const { attempts } = attempt;
    const parent = tip?.commit;
    const done = attempt.written.get(target.gitDir) ?? new Set();
    const objects = plan.objects.filter(({ id }) => !done.has(id));
    attempt.written.set(target.gitDir, new Set([...done, ...objects.map(({ id }) => id)]));
    const staged = await stageCommit(request, target, {
      ...attempt,
      tree,
      parent,
      committed: Math.max(attempt.seconds, tip?.committed ?? 0),
      objects,
      text: messageText(typeof message === "function" ? message(tip?.inventory) : message),
    });
    return {
      settled: undefined,
      finish: async () => {
        const commit = await staged.publish();
        const update = await target.updateRef(commit, parent);
        if (update.kind !== "updated") return update;
        return { outcome: "published", commit, parent, changes, restored, attempts };
      },
      release: async () => {
        await staged.discard();
        await target.release();
      },
    };
  } catch (cause) {
    await target.release();
    throw cause;
  }
}

async function readAndPlan<Reason>(request: PublishRequest<Reason>, target: Target) {
  const name = await target.findTip();
  if (name === undefined) return { tip: undefined, plan: await planPublish(request, undefined, undefined) };
  const reader = new ObjectReader(target.gitDir, target.settings);
  try {
    const tip = await readTip(reader, name);
    if (!tip) await assertUnborn(target.gitDir, name);
    const read = async (ids: readonly string[]) =>
      tip ? readTexts(target, reader, tip.tree, ids) : new Map<string, string>();
    return { tip, plan: await planPublish(request, tip, reader, read) };
  } finally {
    reader.close();
  }
}

/** A branch that cannot be read although its ref is there is broken; taken for a new one, it would be raced for ever. */
async function assertUnborn(gitDir: string, name: string): Promise<void> {
  const loose = await stat(join(gitDir, name)).catch(() => undefined);
  const packed = await readFile(join(gitDir, "packed-refs"), "utf8").catch(() => "");
  if (!loose && !packed.includes(` ${name}\n`)) return;
  throw new GitError(
    "git/missing-object",
    `${gitDir} has the branch ${name}, but its commit is missing or broken; nothing was written.`,
    "Run `git fsck --full` there, and restore the repository from a clone.",
  );
}

interface NewCommit extends Attempt {
  readonly tree: string;
  readonly parent: string | undefined;
  /** Time of the commit for Git's order, seconds since 1970. */
  readonly committed: number;
  readonly objects: readonly PackObject[];
  /** Message of the commit. */
  readonly text: string;
}

/** Outside of `prepareAttempt`, whose other closures would hold on to the plan and all texts in it. */
function settled<Reason>(result: PublishResult<Reason>, { release }: Target): PreparedAttempt<Reason> {
  return { settled: result, finish: async () => result, release };
}

async function stageObjects(gitDir: string, objects: readonly PackObject[]): Promise<StagedPack> {
  const pack = encodePack(objects);
  try {
    return await stagePack(gitDir, pack);
  } finally {
    pack.release();
  }
}

interface StagedCommit {
  /** @returns id of the commit */
  readonly publish: () => Promise<string>;
  /** Without effect on what was published. */
  readonly discard: () => Promise<void>;
}

/** Objects and commit in one pack; a signed commit is Git's own work and comes after them. */
async function stageCommit(
  { identity }: PublishRequest<unknown>,
  { git, gitDir }: Target,
  { session, seconds, committed, tree, parent, objects, text }: NewCommit,
): Promise<StagedCommit> {
  const settings = await session.settings.read(git, gitDir);
  const draft = {
    tree,
    parent,
    author: identity ?? configuredIdentity("author", settings, process.env),
    committer: identity ?? configuredIdentity("committer", settings, process.env),
    authored: seconds,
    committed,
    message: text,
  };
  const own = wantsSignature(settings) ? undefined : encodeCommit(draft);
  const all = own ? [own, ...objects] : objects;
  const pack = all.length > 0 ? await stageObjects(gitDir, all) : undefined;
  return {
    publish: async () => {
      await pack?.publish();
      return own?.id ?? signCommit(git, draft);
    },
    discard: async () => pack?.discard(),
  };
}
