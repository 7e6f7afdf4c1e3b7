import type { Construct } from "constructs";

type ClassOf<T> = abstract new (...args: never[]) => T;

/**
 * The children of one class below a construct, in the order of their keys, so that no result depends on the order of
 * definition. The tree itself is asked: anew while it may still grow, once when it is locked.
 *
 * A parent names the classes of its children; a child names its parent as a type alone, which leaves no import behind.
 */
export function childrenInOrder<T extends Construct>(
  type: ClassOf<T>,
  keyOf: (child: T) => string,
): (parent: Construct) => readonly T[] {
  const ofLocked = new WeakMap<Construct, readonly T[]>();
  return (parent) => {
    const known = ofLocked.get(parent);
    if (known) return known;
    const children = parent.node.children
      .filter((child): child is Construct & T => child instanceof type)
      .map((child) => ({ child, key: keyOf(child) }))
      .sort((a, b) => (a.key < b.key ? -1 : 1))
      .map(({ child }) => child);
    if (parent.node.locked) ofLocked.set(parent, children);
    return children;
  };
}
