import { readFileSync } from "node:fs";
import { join } from "node:path";
import { ownedPaths } from "../compiler/emit/content.ts";
import { pathError } from "../git/publish/path-error.ts";
import { Scope } from "../git/publish/scope.ts";
import { parseInventory } from "../git/repository/parse-inventory.ts";
import type { Diagnostic } from "../model/diagnostic.ts";
import { type Inventory, inventoryPath } from "../model/inventory.ts";
import { type Obstacle, Obstacles } from "./obstacles.ts";

/** What a write of a tree would remove, or why it must not be written. */
export interface TreePlan {
  /** Files of an earlier run that are no more, relative to the tree; none when there are diagnostics. */
  readonly stale: readonly string[];
  /** What an earlier run left there; undefined when it cannot be relied on. */
  readonly before?: Inventory | undefined;
  readonly diagnostics: readonly Diagnostic[];
}

/** Which repository of which fleet a folder below `out` shall hold. */
export interface TreeClaim {
  /** Absolute path of the folder given with `--out`. */
  readonly out: string;
  readonly fleet: string;
  /** Name of the region, or `centre`; the folder in `out`. */
  readonly repository: string;
}

/** Where files are gathered before they get their names; one run writes into a tree at a time. */
export const temporaryPath = ".flotilla/writing.tmp";

/** So many of a kind are reported one by one. */
const REPORTED = 20;

/**
 * Looks at a folder before anything in it is touched. What its inventory says is input like any other: somebody may have
 * edited it, or brought the whole folder from elsewhere.
 *
 * @param paths all files that the tree shall hold, the inventory among them
 */
export function planTree({ out, fleet, repository }: TreeClaim, paths: ReadonlySet<string>): TreePlan {
  const obstacles = new Obstacles(out);
  const find = (path: string) => obstacles.at(`${repository}/${path}`);
  const file = join(out, repository, inventoryPath);
  const listed: Listed = find(inventoryPath) ? {} : readListed(file, fleet, repository);
  if ("diagnostic" in listed) return { stale: [], diagnostics: [listed.diagnostic] };
  const names = Object.keys(listed.inventory?.files ?? {});
  const wrong = names.flatMap((path) => {
    const problem = pathError(path);
    return problem === undefined ? [] : [`${JSON.stringify(path)}, which ${problem}`];
  });
  if (wrong.length > 0) return { stale: [], diagnostics: reportFirst(wrong, (each) => damaged(file, `lists ${each}`)) };
  const scope = new Scope(ownedPaths);
  const stale = names.filter((path) => !paths.has(path) && scope.owns(path));
  const inTheWay = new Map<string, Obstacle>();
  for (const path of [inventoryPath, temporaryPath, ...paths, ...stale]) {
    const obstacle = find(path);
    if (obstacle) inTheWay.set(obstacle.path, obstacle);
  }
  const diagnostics = reportFirst([...inTheWay.values()], (each) => blocked(out, each));
  return { stale: diagnostics.length > 0 ? [] : stale, before: listed.inventory, diagnostics };
}

type Listed = { readonly inventory?: Inventory } | { readonly diagnostic: Diagnostic };

/** The inventory of a tree; none when it has none. */
function readListed(path: string, fleet: string, repository: string): Listed {
  const { text, refused } = read(path);
  if (refused !== undefined) return { diagnostic: damaged(path, `cannot be read: ${refused}`) };
  const { inventory, unreadable } = parseInventory(text);
  if (unreadable) {
    return { diagnostic: (unreadable.kind === "damaged" ? damaged : foreign)(path, unreadable.problem) };
  }
  if (!inventory) return {};
  if (inventory.fleet !== fleet)
    return { diagnostic: foreign(path, `belongs to fleet ${inventory.fleet}, not ${fleet}`) };
  if (inventory.repository !== repository) {
    return { diagnostic: foreign(path, `belongs to repository ${inventory.repository}, not ${repository}`) };
  }
  return { inventory };
}

function read(path: string): { readonly text?: string; readonly refused?: string } {
  try {
    return { text: readFileSync(path, "utf8") };
  } catch (cause) {
    const { code, message } = cause as NodeJS.ErrnoException;
    return code === "ENOENT" ? {} : { refused: message };
  }
}

/** One diagnostic each; the rest of many as a number in the last one's message. */
function reportFirst<T>(all: readonly T[], diagnose: (each: T) => Diagnostic): Diagnostic[] {
  const diagnostics = all.slice(0, REPORTED).map(diagnose);
  const last = diagnostics.at(-1);
  if (!last || all.length <= REPORTED) return diagnostics;
  return [...diagnostics.slice(0, -1), { ...last, message: `${last.message}; and ${all.length - REPORTED} more` }];
}

function damaged(path: string, problem: string): Diagnostic {
  return {
    code: "tree/damaged-inventory",
    severity: "error",
    message: `${path} ${problem}; expected the inventory that an earlier run wrote there, with plain paths below its folder`,
    subjects: [],
    hint: "Restore that file; or remove it, then the files it listed are kept, and those of this run written over.",
  };
}

function foreign(path: string, problem: string): Diagnostic {
  return {
    code: "tree/foreign-inventory",
    severity: "error",
    message: `${path} ${problem}; nothing was written`,
    subjects: [],
    hint: "Give another folder with --out, or remove this one when nobody needs it.",
  };
}

function blocked(out: string, { path, found, expected }: Obstacle): Diagnostic {
  return {
    code: "tree/in-the-way",
    severity: "error",
    message: `${join(out, path)} is ${found}, expected ${expected}: Flotilla writes into its own folder alone`,
    subjects: [],
    hint: "Move it away, or give another folder with --out.",
  };
}
