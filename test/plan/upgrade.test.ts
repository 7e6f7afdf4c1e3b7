import { join } from "node:path";
import { expect, test } from "vitest";
import { markdownPlan } from "../../cli/plan/markdown.ts";
import { summaryPlan, textPlan } from "../../cli/plan/text.ts";
import manifest from "../../package.json" with { type: "json" };
import { makePlan } from "../../pipeline/plan/make-plan.ts";
import { stageFleet } from "../../pipeline/stage-fleet.ts";
import { expectGolden } from "../expect-golden.ts";
import { commitByHand, git, workspace } from "../git/fixture.ts";
import { pinned } from "./cases.ts";
import { edited, type Files, onDisk, reviewFleet } from "./review-fleet.ts";
import { reviewPlan, reviewSettings } from "./review-plan.ts";

/** What an older Flotilla published of the fleet. */
async function publishedByOlder(version: string): Promise<string> {
  const base = workspace();
  const profiles = new URL("./older-profiles.ts", import.meta.url).href;
  const staged = await stageFleet({ ...reviewSettings(onDisk(pinned("1.2.0"))), profiles }, { base, overwrite: false });
  await staged.commit();
  for (const name of ["centre", "guangdong", "hunan"]) {
    const remote = join(base, `${name}.git`);
    const inventory = JSON.parse(git(remote, "show", "main:.flotilla/inventory.json")) as object;
    commitByHand(remote, { ".flotilla/inventory.json": JSON.stringify({ ...inventory, toolVersion: version }) });
  }
  return base;
}

/** Answers of the comment to what, where, how many, when, what breaks, why, and who must agree. */
const answers = {
  what: "1.18.8 -&gt; 1.18.9",
  where: "30-cilium",
  howMany: "7 of 7 sites change",
  when: "**canary**: 1 site",
  breaks: "**restart** at 7 clusters",
  why: "Flotilla 0.0.9 -\\> 0.1.0: in 3 repositories; no edit of the fleet's files explains what it alone changes",
  who: "panji/fleet-team (panji): 7 of 7 sites change, more than 10 %",
};

test("What another version of the tool changes has a section of its own in plan, text and comment", async () => {
  const { plan } = await makePlan({
    settings: reviewSettings(onDisk(pinned("1.2.0"))),
    base: { kind: "published", base: await publishedByOlder("0.0.9") },
    names: { base: { name: "published" }, head: { name: "files" } },
  });
  if (!plan) throw new Error("a plan expected");
  expect(plan.upgrades).toEqual([{ what: "Flotilla", before: "0.0.9", after: manifest.version, repositories: 3 }]);
  expect(plan.causes).toEqual([]);
  const comment = markdownPlan(plan);
  expectGolden(new Map([["comment.md", comment]]), join(import.meta.dirname, "golden/tool-upgrade"));
  for (const [question, answer] of Object.entries(answers)) expect(comment, question).toContain(answer);
  expect(textPlan(plan, false)).toContain("Tool and schemas\n  Flotilla 0.0.9 -> ");
  expect(summaryPlan(plan)).toContain("Flotilla 0.0.9 -> ");
});

const own = (text: string): Files => ({
  ...edited(reviewFleet, {
    "sites/hunan/changsha.yaml": (zone) =>
      zone.replaceAll("edge-k3s@1.0.0", "edge-own@1.0.0").replaceAll("state: active", "state: shipped"),
  }),
  "flotilla.config.ts": `import { defineFleet } from "${manifest.name}";
import { own } from "./profiles/edge-own/1.0.0.ts";
export default defineFleet({ profiles: { sites: [own] } });
`,
  "profiles/edge-own/1.0.0.ts": `import { edgeK3s } from "${manifest.name}/profiles/edge-k3s/1.0.0";
import { notes } from "../layers/notes.ts";
export const own = { ...edgeK3s, name: "edge-own", version: "1.0.0", layers: [...edgeK3s.layers, notes] };
`,
  "profiles/layers/notes.ts": `import { ApiObject } from "cdk8s";
import { defineLayer } from "${manifest.name}";
export const notes = defineLayer({
  name: "notes",
  category: "addon",
  awaited: false,
  inputs: () => ({}),
  render(scope) {
    new ApiObject(scope, "notes", {
      apiVersion: "v1",
      kind: "ConfigMap",
      metadata: { name: "notes", namespace: "default" },
      data: { text: "${text}" },
    });
  },
});
`,
});

test("An edited layer under one version of its profile is told with the sites that it changes", async () => {
  const plan = await reviewPlan(own("one"), own("two"));
  const hash = expect.stringMatching(/^[0-9a-f]{12}$/);
  expect(plan.upgrades).toEqual([
    { what: "sources of profile edge-own@1.0.0", before: hash, after: hash, repositories: 1 },
    { what: "code of the fleet", before: hash, after: hash, repositories: 1 },
  ]);
  expect(plan.classes).toMatchObject([{ title: "ConfigMap notes: text one -> two", count: { sites: 2 }, causes: [] }]);
});

test("Other code that makes the same is told as that, and the same code is not told", async () => {
  const renamed = edited(own("one"), {
    "profiles/layers/notes.ts": (text) => text.replace("() => ({})", "() => { return {}; }"),
  });
  const plan = await reviewPlan(own("one"), renamed);
  expect(plan.classes).toEqual([]);
  expect(textPlan(plan, false)).toMatch(/nothing of any repository\s+differs by it/);
  expect((await reviewPlan(own("one"), own("one"))).upgrades).toEqual([]);
});
