import { existsSync } from "node:fs";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { compileStack } from "../../stacks/compile-stack.ts";
import { stackPlan } from "../../stacks/plan.ts";
import { flotilla } from "../cli/run.ts";
import { fleetOnDisk, smallFleet } from "../fleet-on-disk.ts";
import { git, tipFiles, workspace } from "../git/fixture.ts";
import { ProviderProcess } from "./provider-process.ts";
import { apply } from "./small-region.ts";

const today = "2026-11-21";

/** Compiles a stack of a small fleet; tells what is wrong with it when nothing comes out. */
async function compiled(fleet: string, to: string, stack = "guangdong") {
  const result = await compileStack({ stack, fleet, to, today });
  if (!result.stack) throw new Error(JSON.stringify(result.report.findings));
  const { fleet: constructs, ...terms } = result.stack;
  return {
    content: terms.content,
    plan: stackPlan(terms.content, { ...terms, fleet: constructs.spec.name, allowDestroy: false }),
  };
}

/** Does what `pulumi up` of a new stack does. */
async function upOnce(fleet: string, to: string): Promise<void> {
  const provider = await ProviderProcess.start();
  onTestFinished(async () => void (await provider.end()));
  const { plan } = await compiled(fleet, to);
  const trees: Record<string, unknown> = {};
  for (const inputs of plan.trees) {
    const { outputs } = await apply(provider, "Tree", { ...inputs }, undefined);
    trees[inputs.unit] = outputs["digest"];
  }
  await apply(provider, "Commit", { ...plan.commit, trees }, undefined);
}

test("each file of a repository is in the tree of exactly one unit, stamped files in the commit", async () => {
  const { content, plan } = await compiled(fleetOnDisk(), workspace());
  expect(plan.trees.map(({ unit }) => unit)).toEqual(["hub", "shenzhen/sz-nanshan-01"]);
  const paths = [...plan.trees.map(({ files }) => files), plan.commit.stamp.files].flatMap(Object.keys);
  expect(paths.sort()).toEqual(content.files.map(({ path }) => path).sort());
  const owners = plan.trees.flatMap((tree) => Object.values(tree.owners));
  expect([...new Set(owners)]).toEqual(["panji/guangdong/shenzhen/sz-nanshan-01/sz-nanshan-01-a"]);
});

test("every input of the commit can be turned into text, as Pulumi's SDK does on its way", async () => {
  const { plan } = await compiled(fleetOnDisk(), workspace());
  for (const value of Object.values(plan.commit)) expect(() => String(value)).not.toThrow();
});

test("the centre is a stack of one tree", async () => {
  const { plan } = await compiled(fleetOnDisk(), workspace(), "centre");
  expect(plan.trees.map(({ unit }) => unit)).toEqual(["centre"]);
  expect(plan.trees[0]?.owners).toEqual({});
});

test("a stack publishes the very tree that the command line publishes", async () => {
  const fleet = fleetOnDisk();
  const [byStack, byCommand] = [workspace(), workspace()];
  await upOnce(fleet, byStack);
  const outcome = flotilla(["publish", "--fleet", fleet, "--region", "guangdong", "--to", byCommand]);
  expect(outcome).toMatchObject({ code: 0 });
  const [first, second] = [byStack, byCommand].map((base) =>
    git(join(base, "guangdong.git"), "log", "-1", "--format=%T%n%B", "main"),
  );
  expect(first).toBe(second);
});

test("compiling a stack makes no repository", async () => {
  const base = join(workspace(), "repos");
  await compiled(fleetOnDisk(), base);
  expect(existsSync(base)).toBe(false);
});

test("a stack that is no region is an error with the nearest name", async () => {
  const { report, stack } = await compileStack({
    stack: "guangdon",
    fleet: fleetOnDisk(),
    to: undefined,
    today,
  });
  expect(stack).toBeUndefined();
  expect(report.findings).toMatchObject([{ code: "load/unknown-region", hint: "did you mean guangdong?" }]);
});

test("a repository that cannot be read is an error with its next step", async () => {
  const to = join(fleetOnDisk(), "sites/fleet.yaml");
  const { report, stack } = await compileStack({ stack: "guangdong", fleet: fleetOnDisk(), to, today });
  expect(stack).toBeUndefined();
  expect(report.findings).toMatchObject([{ code: "git/not-a-repository", hint: expect.any(String) }]);
});

test("a site that left the fleet is refused until it was retired", async () => {
  const zone = String(smallFleet()["sites/guangdong/shenzhen.yaml"]);
  const [head = "", site = ""] = zone.split(/(?= {2}- name: sz-nanshan-01\n)/);
  const second = site
    .replaceAll("sz-nanshan-01", "sz-nanshan-02")
    .replaceAll("10.44.12.0/26", "10.44.12.64/26")
    .replaceAll("10.44.12.10", "10.44.12.74")
    .replaceAll("10.44.12.11", "10.44.12.75")
    .replaceAll("4c4c4544-0051", "4c4c4544-0052")
    .replaceAll("02:44:0c:00:00:01", "02:44:0c:00:00:02")
    .replaceAll("10.44.255.11", "10.44.255.12")
    .replace("vlan: 112", "vlan: 113");
  const fleet = (sites: string) => fleetOnDisk({ "sites/guangdong/shenzhen.yaml": `${head}${sites}` });
  const base = workspace();
  await upOnce(fleet(site + second), base);
  const refused = await compileStack({ stack: "guangdong", fleet: fleet(site), to: base, today });
  expect(refused.stack).toBeUndefined();
  expect(refused.report.findings).toMatchObject([
    { code: "FLT-GUARD-002", subjects: ["panji/guangdong/shenzhen/sz-nanshan-02"] },
  ]);
  await upOnce(fleet(site + second.replace("state: active", "state: retired")), base);
  await upOnce(fleet(site), base);
  expect(tipFiles(join(base, "guangdong.git")).filter((path) => path.includes("sz-nanshan-02"))).toEqual([]);
});
