/** What is wrong between the apps of a fleet and its lock of node ports. Nothing is found where nothing is to be done. */

import type { Diagnostic } from "../../../model/diagnostic.ts";
import { nodePortRange } from "../../../model/node-port.ts";
import { type PortLines, portLockFile } from "../../../model/port-lock-file.ts";
import type { Source } from "../../../model/source.ts";
import { addressFinding } from "../address-places.ts";
import type { PortAsk } from "./port-asks.ts";
import { portClashes } from "./port-clashes.ts";

/** @param isNext the lines are those of an allocation: what they lack is not left */
export function portFindings(asks: readonly PortAsk[], lines: PortLines, isNext = false): readonly Diagnostic[] {
  const open = asks.filter(({ nodePort }) => nodePort === "auto");
  const wanted = new Set(open.map(({ app, name }) => `${app} ${name}`));
  return [
    ...open
      .filter(({ app, name }) => lines.get(app)?.[name] === undefined)
      .map((ask) => (isNext ? noRoom(ask) : notAllocated(ask))),
    ...[...lines].flatMap(([app, line]) =>
      Object.keys(line)
        .filter((name) => !wanted.has(`${app} ${name}`))
        .map((name) => goneLine(app, name)),
    ),
    ...portClashes(asks, lines).flatMap(({ number, stated, given }) => {
      const [holder] = [...stated, ...given];
      return given
        .filter((each) => each !== holder)
        .map(({ app, name }) => clash(number, app, name, holder?.app ?? ""));
    }),
  ];
}

function notAllocated({ app, name, source }: PortAsk): Diagnostic {
  return addressFinding(
    "port/not-allocated",
    source,
    `the node port of ${name} of ${app} is left to the plan, and ${portLockFile} gives none yet`,
    "flotilla allocate, and commit what it writes",
  );
}

function noRoom({ app, name, source }: PortAsk): Diagnostic {
  const { first, last } = nodePortRange;
  return addressFinding(
    "port/no-room",
    source,
    `no node port is left for ${name} of ${app}: all ${last - first + 1} from ${first} to ${last} are taken`,
    "take nodePort from ports that nobody asks servers for, such as those behind an Ingress",
  );
}

function goneLine(app: string, name: string): Diagnostic {
  return addressFinding(
    "port/gone",
    { ...lineOf(app, name), key: true },
    `${app}: no port ${name} with nodePort: auto is there, so nobody uses this number`,
    "flotilla allocate takes it out",
  );
}

function clash(number: number, app: string, name: string, holder: string): Diagnostic {
  return addressFinding(
    "port/clash",
    lineOf(app, name),
    `node port ${number} of ${app} is that of ${holder} too, expected one of its own`,
    `flotilla allocate --move ${app}, or move the one of the two that is not published yet; --base REV finds out which`,
  );
}

function lineOf(app: string, name: string): Source {
  return { file: portLockFile, path: ["apps", app, name] };
}
