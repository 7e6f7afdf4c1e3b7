import type { Construct } from "constructs";
import { memoizeByIdentity } from "../model/memo.ts";

type ClassOf<T> = abstract new (...args: never[]) => T;

/**
 * The children of one class below a construct, in the order of their keys, so that no result depends on the order of
 * definition. The tree itself is asked each time while it may still grow, once when it is locked.
 *
 * A parent names the classes of its children; a child names its parent as a type alone, which leaves no import behind.
 */
export function childrenInOrder<T extends Construct>(
  type: ClassOf<T>,
  keyOf: (child: T) => string,
): (parent: Construct) => readonly T[] {
  const read = (parent: Construct): readonly T[] =>
    parent.node.children
      .filter((child): child is Construct & T => child instanceof type)
      .map((child) => ({ child, key: keyOf(child) }))
      .sort((a, b) => (a.key < b.key ? -1 : 1))
      .map(({ child }) => child);
  const readOnce = memoizeByIdentity(read);
  return (parent) => (parent.node.locked ? readOnce(parent) : read(parent));
}
