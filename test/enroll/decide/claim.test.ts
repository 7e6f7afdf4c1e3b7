import fc from "fast-check";
import { expect, test } from "vitest";
import { type Claim, holdsClaim, judgeClaim } from "../../../enroll/decide/claim.ts";

const machineIds = ["a", "b"].map((digit) => `4c4c4544-0051-3110-8052-${digit.repeat(12)}`);

/** A server that asks: its key, its machine and its token are told apart by digits. */
const asking = fc.record({
  key: fc.integer({ min: 0, max: 3 }),
  machine: fc.integer({ min: 0, max: 2 }),
  token: fc.constantFrom("t0", "t1"),
});
const step = fc.oneof(
  { weight: 5, arbitrary: asking.map((server) => ({ kind: "ask" as const, server })) },
  { weight: 1, arbitrary: fc.constant({ kind: "install" as const }) },
);

function claimOf({ key, machine, token }: { key: number; machine: number; token: string }): Claim {
  return {
    version: 1,
    host: "panji/guangdong/shenzhen/sz-01/sz-01-a",
    identity: { machineId: machineIds[0], serial: `serial${machine}` },
    key: String(key).repeat(64),
    machine: String(machine).repeat(64),
    token,
    claimed: "2026-11-29T12:00:00.000Z",
    installed: null,
    differences: [],
  };
}

const declared = { machineId: machineIds[0] };

test("Whoever asks in whatever order, one server has the host at a time, and one that is installed keeps it", {
  tags: ["property"],
}, () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
      let claim: Claim | undefined;
      for (const each of steps) {
        if (each.kind === "install") {
          if (claim) claim = { ...claim, installed: "2026-11-30T12:00:00.000Z" };
          continue;
        }
        const wanted = claimOf(each.server);
        const verdict = judgeClaim(claim, wanted, declared);
        if (claim && claim.key !== wanted.key) {
          // Another key gets on only as the same machine with the same token, before the installation.
          const mayRestart =
            claim.installed === null && claim.machine === wanted.machine && claim.token === wanted.token;
          expect(verdict).toBe(mayRestart ? "restarted" : "taken");
        } else expect(verdict).toBe(claim ? "same" : "new");
        if (verdict === "new" || verdict === "restarted") claim = wanted;
        const holders = [0, 1, 2, 3].filter((key) => holdsClaim(claim, String(key).repeat(64), declared));
        expect(holders).toHaveLength(1);
      }
    }),
  );
});

test("Another server that the fleet names takes the place of the first, who is out at once", () => {
  const first = claimOf({ key: 1, machine: 1, token: "t0" });
  const next = { ...claimOf({ key: 2, machine: 2, token: "t0" }), identity: { machineId: machineIds[1] } };
  const nowDeclared = { machineId: machineIds[1] };
  expect(holdsClaim(first, first.key, nowDeclared)).toBe(false);
  expect(judgeClaim(first, next, nowDeclared)).toBe("replaced");
});

test("A host that comes to be known by one more of its names keeps its server", () => {
  const claim = claimOf({ key: 1, machine: 1, token: "t0" });
  expect(holdsClaim(claim, claim.key, { ...declared, serial: "serial1" })).toBe(true);
  expect(holdsClaim(claim, claim.key, { serial: "serial1", mac: "02:44:0c:00:00:01" })).toBe(true);
});
