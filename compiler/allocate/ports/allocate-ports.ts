/** Gives each app the node ports that it leaves open, and moves nobody else. */

import { FreeNumbers } from "../../../model/free-numbers.ts";
import { nameHash } from "../../../model/name-hash.ts";
import { nodePortRange } from "../../../model/node-port.ts";
import type { PortLine, PortLines } from "../../../model/port-lock-file.ts";
import type { PortAsk } from "./port-asks.ts";
import { portClashes } from "./port-clashes.ts";

export interface PortRequest {
  readonly asks: readonly PortAsk[];
  readonly lines: PortLines;
  /** Lines that count as seen: of two that were given the same, the one that is not among them gives way. */
  readonly published?: PortLines | undefined;
  /** Apps, as `<tenant>/<app>`, that shall get other numbers. */
  readonly move?: ReadonlySet<string>;
}

/**
 * A number that is given stays, whatever comes and goes around it. What an app has not yet is looked for from the place that
 * the name leads to, app by app in the order of names: the same files give the same lines in any order, and two branches that add
 * different apps rarely take the same.
 *
 * @returns lines of apps that ask; a port is missing where no number is left
 */
export function allocatePorts({ asks, lines, published, move = new Set() }: PortRequest): PortLines {
  const open = asks.filter(({ nodePort }) => nodePort === "auto");
  const gaveWay = new Set(
    published === undefined
      ? []
      : portClashes(asks, lines)
          .flatMap(({ given }) => given)
          .filter(({ app, name, number }) => published.get(app)?.[name] !== number)
          .map(({ app, name }) => `${app} ${name}`),
  );
  const keeps = ({ app, name }: Pick<PortAsk, "app" | "name">) => !move.has(app) && !gaveWay.has(`${app} ${name}`);
  const { first, last } = nodePortRange;
  const free = new FreeNumbers(last - first + 1);
  const take = (number: number) => free.take({ first: number - first, last: number - first });
  for (const { nodePort } of asks) if (nodePort !== "auto") take(nodePort);
  // What an app loses is free from the next run on.
  for (const line of lines.values()) for (const number of Object.values(line)) take(number);
  const numbers = new Map<string, number>();
  for (const { app, name } of [...open].sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1))) {
    const key = keyOf({ app, name });
    const kept = keeps({ app, name }) ? lines.get(app)?.[name] : undefined;
    const found = kept ?? nextFree(free, key);
    if (found === undefined) continue;
    numbers.set(key, found);
    take(found);
  }
  const names = [...new Set(open.map(({ app }) => app))].sort();
  return new Map(
    names.map((app) => {
      const own = open
        .filter((each) => each.app === app)
        .flatMap(({ name }) => {
          const number = numbers.get(keyOf({ app, name }));
          return number === undefined ? [] : [[name, number] as const];
        });
      return [app, Object.fromEntries(own) satisfies PortLine];
    }),
  );
}

function keyOf({ app, name }: Pick<PortAsk, "app" | "name">): string {
  return `${app} ${name}`;
}

function nextFree(free: FreeNumbers, key: string): number | undefined {
  const number = free.firstFree(nameHash(key) % free.count);
  return number === undefined ? undefined : nodePortRange.first + number;
}
