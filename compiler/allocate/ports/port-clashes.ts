/** Numbers that two ports of apps have: a Service with the second one is refused by every cluster that both are in. */

import type { PortLines } from "../../../model/port-lock-file.ts";
import type { PortAsk } from "./port-asks.ts";

/** A number of the lock. */
interface GivenPort {
  readonly app: string;
  readonly name: string;
  readonly number: number;
}

export interface PortClash {
  readonly number: number;
  /** Those that an app's file states. */
  readonly stated: readonly PortAsk[];
  /** Those of the lock, in the order of apps. */
  readonly given: readonly GivenPort[];
}

/** Numbers with at least one line, and anybody else. What only files state is FLT-NET-024's part. */
export function portClashes(asks: readonly PortAsk[], lines: PortLines): readonly PortClash[] {
  const given = [...lines].flatMap(([app, line]) =>
    Object.entries(line).map(([name, number]): GivenPort => ({ app, name, number })),
  );
  const stated = asks.filter(({ nodePort }) => nodePort !== "auto");
  return [...Map.groupBy(given, ({ number }) => number)].flatMap(([number, own]): readonly PortClash[] => {
    const others = stated.filter(({ nodePort }) => nodePort === number);
    if (own.length + others.length < 2) return [];
    return [{ number, stated: others, given: own.toSorted((a, b) => (a.app < b.app ? -1 : 1)) }];
  });
}
