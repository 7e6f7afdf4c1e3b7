/** Classes of equal changes, as one repository has them and as those of several are put together. */

import type { Effect } from "../../model/kinds/facts.ts";
import type { LeafChange } from "./leaf-changes.ts";
import type { ChangeKind } from "./object-changes.ts";

/** Where a class is shown. */
export interface ClassExample {
  readonly repository: string;
  readonly path: string;
}

/** What all members of a class have in common. */
export interface ClassHead {
  readonly kind: ChangeKind;
  readonly effect: Effect;
  /** `NodeOp os`, `layer 50-logs`, `whole sites`. */
  readonly title: string;
  /** Path with stars for what differs. */
  readonly path: string;
  /** What differs, with placeholders for what is a site's own. */
  readonly changes: readonly LeafChange[];
  /** Titles of the objects, where it is about several. */
  readonly objects: readonly string[];
}

/** One class in one repository; plain data, since it goes from thread to thread. */
export interface ClassPart extends ClassHead {
  /** The same for equal changes everywhere. */
  readonly key: string;
  readonly example: ClassExample;
  /** Number of objects by the path of their unit. */
  readonly members: ReadonlyMap<string, number>;
  /** Set for a folder that comes or goes: what is in it, and what kind of object reconciles it. */
  readonly family?: FolderFamily | undefined;
}

/** The same layer at clusters of Flux and of Argo CD has another reconciler at each. */
export interface FolderFamily {
  /** The same for folders of equal content. */
  readonly content: string;
  /** Path of the reconcilers with stars, empty for none. */
  readonly by: string;
  /** Its settings, to be told where they are not the usual ones. */
  readonly reconciler: readonly LeafChange[];
}

/** Collects the members of classes; the first of each is its example. */
export class ClassCollector {
  readonly #parts = new Map<string, ClassPart & { readonly members: Map<string, number> }>();

  add(
    key: string,
    head: () => ClassHead,
    example: ClassExample,
    unit: string,
    objects = 1,
    family?: FolderFamily,
  ): void {
    let part = this.#parts.get(key);
    if (!part) {
      const { repository, path } = example;
      part = { key, ...head(), example: { repository, path }, members: new Map(), family };
      this.#parts.set(key, part);
    }
    part.members.set(unit, (part.members.get(unit) ?? 0) + objects);
  }

  /** Adds those of another repository. */
  join(parts: readonly ClassPart[]): void {
    for (const part of parts) {
      const known = this.#parts.get(part.key);
      if (!known) this.#parts.set(part.key, { ...part, members: new Map(part.members) });
      else for (const [unit, count] of part.members) known.members.set(unit, (known.members.get(unit) ?? 0) + count);
    }
  }

  get parts(): readonly ClassPart[] {
    return [...this.#parts.values()];
  }
}

/**
 * Layers of equal content are one class, whatever reconciles them. A reconciler that is set up in another way than most of
 * its kind keeps its class to itself.
 */
export function joinFamilies(parts: readonly ClassPart[]): readonly ClassPart[] {
  const families = Map.groupBy(parts, ({ family }) => family?.content);
  return [...families].flatMap(([content, own]) => {
    if (content === undefined || own.length === 1) return own;
    const usual = [...Map.groupBy(own, ({ family }) => family?.by).values()].map((same) =>
      same.reduce((most, each) => (each.members.size > most.members.size ? each : most)),
    );
    const [first] = usual;
    if (!first) return own;
    const joined: ClassPart = {
      ...first,
      objects: [...new Set(usual.flatMap(({ objects }) => objects))],
      members: new Map(usual.flatMap(({ members }) => [...members])),
    };
    const others = own.filter((each) => !usual.includes(each));
    return [joined, ...others.map((each) => withSettings(each, usual))];
  });
}

/** With the settings of its reconciler that are not the usual ones. */
function withSettings(part: ClassPart, usual: readonly ClassPart[]): ClassPart {
  const known = new Set(usual.flatMap(({ family }) => family?.reconciler ?? []).map((each) => JSON.stringify(each)));
  const own = (part.family?.reconciler ?? []).filter((each) => !known.has(JSON.stringify(each)));
  return { ...part, changes: [...part.changes, ...own] };
}
