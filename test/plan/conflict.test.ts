import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { runCommandHere } from "../cli/run.ts";
import { expectGolden } from "../expect-golden.ts";
import { fleetOnDisk, smallFleet } from "../fleet-on-disk.ts";
import { commitFirst, git } from "../git/fixture.ts";
import { anotherSite } from "./review-fleet.ts";

type Files = Readonly<Record<string, string>>;

const FLEET = "sites/fleet.yaml";
const goldenOf = (name: string) => join(import.meta.dirname, "golden", name);

/** Two pull requests from one `main`, and what the plan says of the second once the first is merged. */
async function afterFirst(first: Files, second: Files) {
  const root = fleetOnDisk();
  commitFirst(root);
  for (const [branch, files] of Object.entries({ first, second })) {
    git(root, "checkout", "-q", "-b", branch, "main");
    for (const [path, text] of Object.entries(files)) writeFileSync(join(root, path), text);
    git(root, "add", "-A");
    git(root, "commit", "-qm", branch);
  }
  git(root, "checkout", "-q", "main");
  const plan = (...args: readonly string[]) =>
    runCommandHere(["plan", "--fleet", root, "--format", "markdown", ...args]);
  const alone = await plan("--base", "main", "--head", "second", "--merge");
  git(root, "merge", "-q", "--no-ff", "-m", "first", "first");
  return { alone, merged: await plan("--base", "main", "--head", "second", "--merge") };
}

const metrics = (hours: number): Files => ({
  [FLEET]: (smallFleet()[FLEET] as string).replace("parameters: {}", `parameters: { metricsRetention: ${hours}h }`),
});

test("Of two pull requests on one line the second has no plan, and its author is told the file and the next step", async () => {
  const { alone, merged } = await afterFirst(metrics(9), metrics(12));
  expect(alone).toMatchObject({ code: 0, stderr: "" });
  expect(merged).toMatchObject({ code: 2, stdout: "" });
  expectGolden(new Map([["stderr.txt", merged.stderr]]), goldenOf("conflicting-lines"));
  // What and where: the file. How many, when, what breaks: nobody knows before it is solved. Who: the author of the second.
  expect(merged.stderr).toBe(
    "flotilla plan: second does not merge into main: conflicts in sites/fleet.yaml; merge main into it and plan again\n",
  );
});

/** A zone of its own, with a node network that both pull requests took for free. */
const zone = (name: string, index: number): Files => ({
  [`sites/guangdong/${name}.yaml`]: `zone: ${name}
ring: main
parameters: {}
sites:
${anotherSite(`${name}-01`, "10.44.20", index)}`,
});

/** Answers of the comment. Who must agree is asked for once the rules hold; here the plan names nobody for the fleet. */
const answers = {
  what: "whole sites added",
  where: "guangdong 1",
  howMany: "1 of 3 sites change",
  when: "**main**: 1 site",
  breaks: "FLT-NET-001",
  why: "zone zhuhai added",
  who: "nobody is named",
};

test("Two pull requests that Git merges and the rules do not are told when the second is planned", async () => {
  const { alone, merged } = await afterFirst(zone("foshan", 4), zone("zhuhai", 5));
  expect(alone).toMatchObject({ code: 0, stderr: "" });
  expect(merged.code).toBe(5);
  const comment = merged.stdout.replace(/\([0-9a-f]{12}\)/g, "(0123456789ab)");
  expectGolden(new Map([["comment.md", comment]]), goldenOf("conflicting-pull-requests"));
  for (const [question, answer] of Object.entries(answers)) expect(comment, question).toContain(answer);
});
