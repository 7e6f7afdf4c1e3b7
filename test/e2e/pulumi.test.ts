import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import { commitByHand, fsck, git, tipFiles } from "../git/fixture.ts";
import { descendantsOf, type RunningProcess, survivors } from "./processes.ts";
import { PulumiProject } from "./pulumi-project.ts";

interface ZoneFile {
  sites: { name: string; state?: string; parameters: Record<string, unknown> }[];
}

const zoneFile = "sites/guangdong/shenzhen.yaml";
const site = "gd-sz-nanshan-01";
const quota = `sites/shenzhen/${site}/50-tenants/resourcequota_retail_tenant.yaml`;

/** Region guangdong, published. */
let origin: PulumiProject;
beforeAll(async () => {
  origin = PulumiProject.create();
  await origin.must(["stack", "init", "guangdong"]);
  await origin.must(["up", "-s", "guangdong", "--yes"]);
});
afterAll(() => origin.remove());

/** The published region, for one test to work on. */
function published(): PulumiProject {
  const project = origin.copy();
  onTestFinished(() => project.remove());
  return project;
}

function setStorage(project: PulumiProject, storage: string): void {
  project.edit<ZoneFile>(zoneFile, ({ sites }) => {
    const found = sites.find(({ name }) => name === site);
    if (found) found.parameters["storage"] = storage;
  });
}

/** Names of the trees that a run lists with an operation. */
function rows(text: string, operation: string): readonly string[] {
  return [...text.matchAll(/flotilla:index:Tree (\S+) (\S+)/g)].flatMap(([, name, verb]) =>
    verb === operation && name !== undefined ? [name] : [],
  );
}

function partition<T>(items: readonly T[], test: (item: T) => boolean): readonly [readonly T[], readonly T[]] {
  return [items.filter(test), items.filter((item) => !test(item))];
}

const tip = (project: PulumiProject) => git(project.remote("guangdong"), "rev-parse", "main");

test("the first update publishes the region as one commit and leaves the clone's files as they are", () => {
  expect(fsck(origin.remote("guangdong"))).toBe("");
  expect(git(origin.remote("guangdong"), "rev-list", "--count", "main")).toBe("1");
  expect(tipFiles(origin.remote("guangdong"))).toContain(quota);
  expect(origin.read("stacks/Pulumi.guangdong.yaml")).toBe(origin.read("stacks/Pulumi.hunan.yaml"));
});

test("a second update changes nothing", async () => {
  const project = published();
  await project.must(["up", "-s", "guangdong", "--yes", "--skip-preview", "--expect-no-changes"]);
  expect(tip(project)).toBe(tip(origin));
});

test("a preview shows one row a changed site, with --diff the changed lines, and publishes nothing", async () => {
  const project = published();
  setStorage(project, "300Gi");
  const text = await project.must(["preview", "-s", "guangdong"]);
  expect(rows(text, "update")).toEqual([`shenzhen/${site}`]);
  expect(text).toContain("~ 2 to update");
  // The classes that `flotilla plan` makes of the step stand above the rows.
  expect(text).toMatch(/1 of \d+ sites change, in \d+ distinct changes?\n\s+A .*: 1 site; /);
  const diff = await project.must(["preview", "-s", "guangdong", "--diff"]);
  expect(diff).toMatch(new RegExp(`~ ${quota} *: \\(yaml\\)`));
  expect(diff).toContain('~ requests.storage  : "200Gi" => "300Gi"');
  expect(tip(project)).toBe(tip(origin));
  const up = await project.must(["up", "-s", "guangdong", "--yes"]);
  expect(up).toContain(`=> "${tip(project)}"`);
  expect(git(project.remote("guangdong"), "show", `main:${quota}`)).toContain("requests.storage: 300Gi");
});

test("a hand edit shows in a refresh, and the next update after it repairs the repository", async () => {
  const project = published();
  const before = git(project.remote("guangdong"), "show", `main:${quota}`);
  commitByHand(project.remote("guangdong"), { [quota]: before.replace("200Gi", "999Gi") });
  const refresh = ["refresh", "-s", "guangdong", "--preview-only", "--diff", "--expect-no-changes"];
  const { code, text } = await project.run(refresh);
  expect(code).toBe(7);
  expect(text).toContain(quota);
  expect(text).toContain('"200Gi" => "999Gi"');

  await project.must(["refresh", "-s", "guangdong", "--yes"]);
  const repair = await project.must(["up", "-s", "guangdong", "--yes", "--skip-preview"]);
  expect(rows(repair, "updated")).toEqual([`shenzhen/${site}`]);
  expect(git(project.remote("guangdong"), "show", `main:${quota}`)).toBe(before);
  await project.must(refresh);
});

test("an update that has not seen a hand edit refuses to write over it", async () => {
  const project = published();
  const edited = commitByHand(project.remote("guangdong"), { [quota]: "kind: Edited\n" });
  setStorage(project, "300Gi");
  const { code, text } = await project.run(["up", "-s", "guangdong", "--yes", "--skip-preview"]);
  expect(code).not.toBe(0);
  expect(text).toContain(`${quota} was edited by hand`);
  expect(text).toContain("next: run pulumi refresh");
  expect(tip(project)).toBe(edited);
});

test("a removed site is refused in preview until it was retired", async () => {
  const project = published();
  const remove = () =>
    project.edit<ZoneFile>(zoneFile, (zone) => {
      zone.sites = zone.sites.filter(({ name }) => name !== site);
    });
  const whole = project.read(zoneFile);
  remove();
  const refused = await project.run(["preview", "-s", "guangdong"]);
  expect(refused.code).not.toBe(0);
  expect(refused.text).toContain("FLT-GUARD-002");
  expect(refused.text).not.toMatch(/\.ts:\d+:\d+\)/);

  project.replace(zoneFile, project.read(zoneFile), whole);
  project.edit<ZoneFile>(zoneFile, ({ sites }) => {
    const found = sites.find(({ name }) => name === site);
    if (found) found.state = "retired";
  });
  await project.must(["up", "-s", "guangdong", "--yes", "--skip-preview"]);
  remove();
  const text = await project.must(["up", "-s", "guangdong", "--yes", "--skip-preview"]);
  expect(rows(text, "deleted")).toEqual([`shenzhen/${site}`]);
  expect(tipFiles(project.remote("guangdong")).filter((path) => path.includes(site))).toEqual([]);
});

test("a fault in a file is told with its place and without a stack", async () => {
  const project = published();
  setStorage(project, "much");
  const { code, text } = await project.run(["preview", "-s", "guangdong"]);
  expect(code).not.toBe(0);
  expect(text).toMatch(/sites\/guangdong\/shenzhen\.yaml:\d+:\d+: error build\/parameter/);
  expect(text).not.toMatch(/ at .*\.ts:\d+/);
});

test("the policy pack passes the sample and blocks an image from elsewhere by its rule", async () => {
  const project = published();
  const preview = [
    "preview",
    "-s",
    "guangdong",
    "--policy-pack",
    `${project.root}/stacks/policy-pack/flotilla-policy.ts`,
  ];
  expect(await project.must(preview)).toContain("✅ flotilla@v0.1.0");

  project.edit<{ image: string }>("apps/retail/checkout.yaml", (app) => {
    app.image = app.image.replace(/^[^/]+/, "docker.io");
  });
  const byProgram = await project.run(preview);
  expect(byProgram.text).toContain("FLT-SEC-");
  // A program of the team's own that does not check what it publishes.
  project.replace(
    "stacks/compile-stack.ts",
    'findings.some(({ severity }) => severity === "error")',
    "findings.some(() => false)",
  );
  const { code, text } = await project.run(preview);
  expect(code).not.toBe(0);
  expect(text).toContain("❌ flotilla@v0.1.0");
  expect(text).toMatch(/\[mandatory\] {2}FLT-SEC-006 {2}\(flotilla:index:Tree: .*\)/);
});

test("two stacks are updated at once", async () => {
  const project = published();
  setStorage(project, "300Gi");
  await project.must(["stack", "init", "hunan"]);
  await Promise.all(["guangdong", "hunan"].map((stack) => project.must(["up", "-s", stack, "--yes"])));
  expect(git(project.remote("guangdong"), "rev-list", "--count", "main")).toBe("2");
  expect(git(project.remote("hunan"), "rev-list", "--count", "main")).toBe("1");
});

test("destroy refuses without the setting and empties the repository with it", async () => {
  const project = published();
  const refused = await project.run(["destroy", "-s", "guangdong", "--yes", "--skip-preview"]);
  expect(refused.code).not.toBe(0);
  expect(refused.text).toContain("pulumi config set flotilla:allowDestroy true");
  expect(tip(project)).toBe(tip(origin));

  await project.must(["config", "set", "flotilla:allowDestroy", "true", "-s", "guangdong"]);
  await project.must(["up", "-s", "guangdong", "--yes", "--skip-preview"]);
  await project.must(["destroy", "-s", "guangdong", "--yes", "--skip-preview"]);
  expect(tipFiles(project.remote("guangdong"))).toEqual([".flotilla/inventory.json"]);
});

test.each([
  ["before the program runs", /Updating/, {}],
  ["among the trees", /Tree shenzhen/, {}],
  ["at the commit", /Commit guangdong updating/, {}],
  ["at the commit, with checkpoints", /Commit guangdong updating/, { PULUMI_SKIP_CHECKPOINTS: "false" }],
  ["after the commit", /Commit guangdong updated/, {}],
])("an update that is killed %s is made whole by the next one", async (_, moment, env) => {
  const project = published();
  setStorage(project, "300Gi");
  let running: readonly RunningProcess[] | undefined;
  await project.run(["up", "-s", "guangdong", "--yes", "--skip-preview"], {
    env,
    onText: (text, { pid = 0 }) => {
      if (running || !moment.test(text)) return;
      running = descendantsOf(pid);
      process.kill(-pid, "SIGKILL");
    },
  });
  const [ours, others] = partition(running ?? [], ({ command }) => command.includes("stacks/provider"));
  expect(others.length).toBeGreaterThan(0);
  if (moment.source !== "Updating") expect(ours.length).toBe(1);
  expect(await survivors(ours, 10_000)).toEqual([]);
  // Pulumi's language host looks for its engine every few minutes only.
  for (const { pid } of await survivors(others, 0)) process.kill(pid, "SIGKILL");
  expect(fsck(project.remote("guangdong"))).toBe("");
  // The lock of a killed run stays behind in a file backend.
  await project.must(["cancel", "-s", "guangdong", "--yes"]);
  await project.must(["up", "-s", "guangdong", "--yes", "--skip-preview"]);
  expect(git(project.remote("guangdong"), "show", `main:${quota}`)).toContain("300Gi");
  expect(git(project.remote("guangdong"), "rev-list", "--count", "main")).toBe("2");
  await project.must(["up", "-s", "guangdong", "--yes", "--skip-preview", "--expect-no-changes"]);
});
