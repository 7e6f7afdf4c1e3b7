/** A long list, some at a time. */

import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";

interface InPagesProps<T> {
  readonly items: readonly T[];
  readonly children: (items: readonly T[]) => ComponentChildren;
}

const SOME = 50;

export function InPages<T>({ items, children }: InPagesProps<T>) {
  const [count, setCount] = useState(SOME);
  const rest = items.length - count;
  return (
    <>
      {children(items.slice(0, count))}
      {rest > 0 && (
        <button type="button" onClick={() => setCount(count + SOME * 2)}>
          Show more: {rest.toLocaleString("en")} are left
        </button>
      )}
    </>
  );
}
