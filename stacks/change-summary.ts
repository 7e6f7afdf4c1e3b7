/** What a preview tells above its rows: the classes of equal changes that `flotilla plan` makes of the same step. */

import type { Plan, PlanClass } from "../compiler/plan/plan.ts";
import { GitError } from "../git/repository/git-error.ts";
import { makePlan } from "../pipeline/plan/make-plan.ts";
import { otherPlaces } from "../pipeline/report/other-places.ts";
import { plural } from "../pipeline/report/text.ts";
import type { CompiledStack, StackRequest } from "./compile-stack.ts";
import { resolveRemote } from "./remote.ts";

/** More are in `flotilla plan`. */
const MOST = 20;

/** The summary of the step from what the stack's repository holds, and undefined where it cannot be read. */
export async function summaryOfStack(
  { to }: StackRequest,
  { compiled, fleet }: Pick<CompiledStack, "compiled" | "fleet">,
): Promise<string | undefined> {
  const base = resolveRemote(to ?? fleet.spec.repositories);
  const settings = { ...compiled.session.settings, threads: 0 };
  const names = { base: { name: "published" }, head: { name: "files" } };
  try {
    const { plan } = await makePlan({ settings, base: { kind: "published", base }, names, compiled });
    return plan && changeSummary(plan);
  } catch (error) {
    // The commit meets the same error and tells it.
    if (error instanceof GitError) return undefined;
    throw error;
  }
}

/** The first line says how much changes, each further one is a class: what, where, and what it disrupts. */
export function changeSummary({ classes, moves, sites }: Plan): string {
  if (classes.length + moves.length === 0) return "nothing changes on any cluster";
  const touched = sites.added + sites.changed + sites.removed + sites.moved;
  const all = sites.total + sites.removed;
  const head = `${touched.toLocaleString("en")} of ${plural(all, "site")} change, in ${plural(classes.length, "distinct change")}`;
  const rest = classes.length > MOST ? [`${classes.length - MOST} more; flotilla plan tells each`] : [];
  const moved = moves.map(({ kind, from, to }) => `${kind}: ${from} -> ${to}`);
  return [head, ...moved, ...classes.slice(0, MOST).map(classLine), ...rest].join("\n");
}

/** `A NodeOp os: 1.33.10 -> 1.33.11 changed: 57 sites, 1 hub; reboots` */
function classLine({ id, title, kind, count, disruption, effect }: PlanClass): string {
  const places = [...(count.sites > 0 ? [plural(count.sites, "site")] : []), ...otherPlaces(count)];
  return `${id} ${title} ${kind}: ${places.join(", ")}; ${disruption === "none" ? effect : disruption}`;
}
