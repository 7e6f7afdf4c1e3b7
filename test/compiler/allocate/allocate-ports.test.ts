import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { allocatePorts } from "../../../compiler/allocate/ports/allocate-ports.ts";
import type { PortAsk } from "../../../compiler/allocate/ports/port-asks.ts";
import { portFindings } from "../../../compiler/allocate/ports/port-findings.ts";
import { mergedPortLines, portLockText } from "../../../compiler/allocate/ports/port-lock-text.ts";
import { nodePortRange } from "../../../model/node-port.ts";
import type { PortLines } from "../../../model/port-lock-file.ts";

const ask = (app: string, nodePort: PortAsk["nodePort"] = "auto", name = "http"): PortAsk => ({
  app: `retail/${app}`,
  name,
  protocol: "TCP",
  nodePort,
  source: undefined,
});
const none: PortLines = new Map();
const numbers = (lines: PortLines) => [...lines.values()].flatMap((line) => Object.values(line));
const codes = (asks: readonly PortAsk[], lines: PortLines) => portFindings(asks, lines).map(({ code }) => code);

const fixed = fc.integer({ min: nodePortRange.first, max: nodePortRange.first + 40 });
/** Apps with one or two ports, some with a number of their own. */
const asked = fc.uniqueArray(
  fc.record({ app: fc.stringMatching(/^[a-z]{1,6}$/), nodePort: fc.oneof(fc.constant("auto" as const), fixed) }),
  { selector: ({ app }) => app, maxLength: 30 },
);
const asksOf = (apps: readonly { readonly app: string; readonly nodePort: PortAsk["nodePort"] }[]) =>
  apps.flatMap(({ app, nodePort }) => [ask(app, nodePort), ask(app, "auto", "admin")]);

describe("Whatever apps ask", () => {
  test("each open port has a number of its own that nobody states, whatever the order", { tags: "property" }, () => {
    fc.assert(
      fc.property(asked, fc.infiniteStream(fc.nat()), (apps, draw) => {
        const asks = asksOf(apps);
        const lines = allocatePorts({ asks, lines: none });
        const given = numbers(lines);
        expect(given).toHaveLength(asks.filter(({ nodePort }) => nodePort === "auto").length);
        expect(new Set(given).size).toBe(given.length);
        expect(given.filter((each) => asks.some(({ nodePort }) => nodePort === each))).toEqual([]);
        expect(given.every((each) => each >= nodePortRange.first && each <= nodePortRange.last)).toBe(true);
        expect(portFindings(asks, lines)).toEqual([]);
        const shuffled = asks.map((each) => ({ each, at: draw.next().value as number })).sort((a, b) => a.at - b.at);
        expect(portLockText(allocatePorts({ asks: shuffled.map(({ each }) => each), lines: none }))).toBe(
          portLockText(lines),
        );
      }),
    );
  });

  test("whoever comes or goes moves nobody else", { tags: "property" }, () => {
    fc.assert(
      fc.property(asked, asked, (before, after) => {
        const lines = allocatePorts({ asks: asksOf(before), lines: none });
        // A number that somebody states now is another question.
        const next = asksOf(after).filter(({ nodePort }) => nodePort === "auto");
        const moved = allocatePorts({ asks: next, lines });
        for (const { app, name } of next) {
          const had = lines.get(app)?.[name];
          if (had !== undefined) expect(moved.get(app)?.[name]).toBe(had);
        }
      }),
    );
  });

  test("the text of a lock is read as what was written", { tags: "property" }, () => {
    fc.assert(
      fc.property(asked, (apps) => {
        const lines = allocatePorts({ asks: asksOf(apps), lines: none });
        expect(mergedPortLines(portLockText(lines))).toEqual(lines);
      }),
    );
  });
});

test("An app that goes frees its number from the next run on", () => {
  const lines = allocatePorts({ asks: [ask("till")], lines: none });
  const [number] = numbers(lines);
  expect(portLockText(allocatePorts({ asks: [], lines }))).toMatch(/^apps: \{\}$/m);
  // Its own name would lead there.
  const taken = new Map([["retail/gone", { http: number as number }]]);
  expect(numbers(allocatePorts({ asks: [ask("till")], lines: taken }))).not.toContain(number);
});

describe("Two branches that gave one number", () => {
  const lines: PortLines = new Map([
    ["retail/board", { http: 31_005 }],
    ["retail/till", { http: 31_005 }],
  ]);
  const asks = [ask("board"), ask("till")];

  test("are refused, and neither moves by itself", () => {
    expect(portFindings(asks, lines)).toMatchObject([
      {
        code: "port/clash",
        message: "node port 31005 of retail/till is that of retail/board too, expected one of its own",
        at: { file: "sites/node-ports.lock.yaml", path: ["apps", "retail/till", "http"] },
        hint: expect.stringContaining("--move retail/till"),
      },
    ]);
    expect(allocatePorts({ asks, lines })).toEqual(lines);
  });

  test("end with the one that is published keeping it", () => {
    const published = new Map([["retail/till", { http: 31_005 }]]);
    const next = allocatePorts({ asks, lines, published });
    expect(next.get("retail/till")).toEqual({ http: 31_005 });
    expect(codes(asks, next)).toEqual([]);
  });

  test("end by the name of the one that shall move", () => {
    const next = allocatePorts({ asks, lines, move: new Set(["retail/board"]) });
    expect(next.get("retail/till")).toEqual({ http: 31_005 });
    expect(codes(asks, next)).toEqual([]);
  });

  test("are both taken out of the marks of a merge", () => {
    const text =
      "apps:\n<<<<<<< ours\n  retail/board: { http: 31005 }\n=======\n  retail/till: { http: 31005 }\n>>>>>>> theirs\n";
    expect(mergedPortLines(text)).toEqual(lines);
    expect(mergedPortLines(text.replace("retail/till", "till!"))).toBeUndefined();
  });
});

test("A number that an app states and another was given is refused at the one that was given it", () => {
  const lines = new Map([["retail/till", { http: 31_005 }]]);
  const asks = [ask("board", 31_005), ask("till")];
  expect(portFindings(asks, lines)).toMatchObject([
    { code: "port/clash", message: expect.stringContaining("of retail/till is that of retail/board too") },
  ]);
});

test("A line that nobody asks for, and a port without one, are told with the mend", () => {
  const lines = new Map([["retail/gone", { http: 31_005 }]]);
  expect(codes([ask("till")], lines)).toEqual(["port/not-allocated", "port/gone"]);
});

test("When no number is left, the app is told at its own line, and nobody loses one", () => {
  const count = nodePortRange.last - nodePortRange.first + 1;
  const asks = Array.from({ length: count + 1 }, (_, index) => ask(`app-${String(index).padStart(4, "0")}`));
  const next = allocatePorts({ asks, lines: none });
  expect(new Set(numbers(next)).size).toBe(count);
  expect(portFindings(asks, next, true)).toMatchObject([
    { code: "port/no-room", message: expect.stringContaining(`all ${count} from 31000 to 32399 are taken`) },
  ]);
});
