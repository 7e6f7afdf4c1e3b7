import { describe, expect, it } from "vitest";
import { evaluateChange } from "../../../policies/evaluate.ts";
import { exampleDocuments } from "../../../policies/example-document.ts";
import { deleteBudgetRules } from "../../../policies/guard/delete-budget-rules.ts";
import { rules } from "../../../policies/rules.ts";
import { findings } from "../finding.ts";
import { changeOf } from "../run-example.ts";

const site = (index: number) => `s-${index}`;
const range = (from: number, to: number) => Array.from({ length: to - from }, (_, index) => from + index);
const tip = (names: readonly string[], state = "retired") =>
  `# .flotilla/inventory.json of the tip\nsites:\n${names.map((name) => `  ${name}: { state: ${state} }\n`).join("")}`;
const listed = (names: readonly string[], fields = "") =>
  names.map((name) => `  - { name: ${name}${fields} }\n`).join("");
const now = (names: readonly string[], fields = "") =>
  `---\n# sites/guangdong/shenzhen.yaml\nzone: shenzhen\nsites:\n${listed(names, fields)}`;
const codes = (text: string) => evaluateChange(rules, changeOf(exampleDocuments(text))).map(({ code }) => code);

describe("the delete budget", () => {
  const change = (before: number, gone: number, allow = 0) =>
    `${tip(range(0, before).map(site))}---\n# sites/fleet.yaml\nallowDelete: ${allow}\n${now(range(gone, before).map(site))}`;

  it.each([
    [2, 1, 0],
    [99, 1, 0],
    [100, 2, 0],
    [149, 2, 0],
    [150, 3, 0],
    [10, 4, 3],
  ])("of %d sites lets %d go with allowDelete %d, and not one more", (before, gone, allow) => {
    expect(findings("FLT-GUARD-001", change(before, gone, allow))).toEqual([]);
    expect(findings("FLT-GUARD-001", change(before, gone + 1, allow))).toHaveLength(1);
  });

  it("says which sites would go and what to set when that is meant", () => {
    const found = evaluateChange(rules, changeOf(exampleDocuments(change(20, 7))));
    expect(found.map(({ code, message, hint }) => [code, message, hint])).toEqual([
      [
        "FLT-GUARD-001",
        "7 sites would be deleted from guangdong, expected at most 1: s-0, s-1, s-2, s-3, s-4 and 2 more",
        "if that is meant, set allowDelete: 6 in sites/fleet.yaml in the same change",
      ],
    ]);
  });

  it("has an exit code of its own, like a region that is emptied", () => {
    expect([...deleteBudgetRules]).toEqual(["FLT-GUARD-001", "FLT-GUARD-005", "FLT-GUARD-024"]);
  });
});

describe("a site that vanishes", () => {
  it.each(["active", "shipped", "held", "offline"])("while it is %s was not retired first", (state) => {
    expect(codes(tip(["a", "b"], state) + now(["b"]))).toEqual(["FLT-GUARD-002"]);
  });

  it.each(["retired", "planned"])("while it is %s leaves nothing behind", (state) => {
    expect(codes(tip(["a", "b"], state) + now(["b"]))).toEqual([]);
  });

  it("vanishes as well when it is planned again", () => {
    const text = tip(["a", "b"], "active") + now(["a"], ", state: planned") + listed(["b"]);
    expect(findings("FLT-GUARD-002", text)).toEqual([
      {
        subject: "panji/guangdong/shenzhen/a",
        message: "site a is active in the repository and planned again, expected it to be retired first",
      },
    ]);
  });

  it("is no matter in a repository without an inventory, nor in an unchanged one", () => {
    expect(codes(now(["a"]).slice(4))).toEqual([]);
    expect(codes(tip(["a", "b"], "active") + now(["a", "b"]))).toEqual([]);
  });
});

describe("a rename", () => {
  const files = (path: string) => `files: { "${path}": { id: a, construct: panji/guangdong/shenzhen/a } }\n`;
  const host = ", hosts: [{ name: box-7, machineId: 4c4c4544-0051-3110-8052-b4c04f4e3332 }]";
  const path = "hosts/4c4c4544-0051-3110-8052-b4c04f4e3332/cloud-config.yaml";

  it("is reported instead of a deletion", () => {
    expect(codes(tip(["a", "z"], "active") + files(path) + now(["z"]) + listed(["b"], host))).toEqual([
      "FLT-GUARD-003",
    ]);
  });

  it("is seen by the name of a server's object too", () => {
    const metal = "hub/sites/shenzhen/a/baremetalhost_a_box-7.yaml";
    expect(findings("FLT-GUARD-003", tip(["a"], "active") + files(metal) + now(["b"], host))).toHaveLength(1);
  });

  it("is none when the old site was retired first", () => {
    const text = tip(["a", "z"], "retired") + files(path) + now(["z"]) + listed(["b"], host);
    expect(codes(text)).toEqual([]);
  });

  it("is none when the servers went to a site that was there already", () => {
    expect(codes(tip(["a", "b"], "active") + files(path) + now(["b"], host))).toEqual(["FLT-GUARD-002"]);
  });
});

describe("a site that moves", () => {
  it("to another region is reported by the region that it leaves", () => {
    const text = `${tip(["a", "b"], "active")}${now(["b"])}---\n# sites/hunan/changsha.yaml\nsites: [{ name: a }]\n`;
    expect(codes(text)).toEqual(["FLT-GUARD-004"]);
    expect(findings("FLT-GUARD-004", text)[0]?.message).toBe(
      "site a moves from region guangdong to region hunan: the folder that it reads would vanish",
    );
  });

  it("to another zone may do so while nothing runs there", () => {
    const text = (state: string) => tip(["a"], state).replace("{", "{ zone: old,") + now(["a"]);
    expect(codes(text("active"))).toEqual(["FLT-GUARD-004"]);
    expect(codes(text("planned"))).toEqual([]);
  });
});

describe("a site that stays", () => {
  const profile = (version: string, kubernetes: string) =>
    `---\n# profiles/edge-k3s/${version}.ts\nprofile: edge-k3s@${version}\nkubernetes: { distribution: k3s, version: ${kubernetes} }\n`;
  const step = (kubernetes: string, state = "active") =>
    tip(["a"], state) + profile("1.1.0", kubernetes) + now(["a"], ", profile: edge-k3s@1.1.0");

  it.each(["1.32.1", "1.33.0"])("may go from Kubernetes 1.32.9 to %s", (kubernetes) => {
    expect(codes(step(kubernetes))).toEqual([]);
  });

  it.each(["1.31.9", "1.34.0"])("may not go from Kubernetes 1.32.9 to %s in one step", (kubernetes) => {
    expect(codes(step(kubernetes))).toEqual(["FLT-GUARD-008"]);
    expect(codes(step(kubernetes, "planned"))).toEqual([]);
  });

  it("is told of a changed kind once, not of all that follows from it", () => {
    expect(codes(tip(["a"], "active") + now(["a"], ", kind: nodes"))).toEqual(["FLT-GUARD-006"]);
  });

  it("may change its profile to one that this version no longer knows, as far as changes go", () => {
    const text = tip(["a"], "active").replace("{", "{ profile: gone@1.0.0,") + now(["a"]);
    expect(codes(text)).toEqual([]);
  });
});
