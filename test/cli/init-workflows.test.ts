import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createRequire, registerHooks } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { load } from "js-yaml";
import { expect, onTestFinished, test } from "vitest";
import { continuousIntegration } from "../../cli/init/continuous-integration.ts";

// GitHub's parser imports its schema in the way of bundlers, without the attribute that Node asks for.
registerHooks({
  resolve: (specifier, context, next) => {
    const found = next(specifier, context);
    return found.url.endsWith(".json") ? { ...found, importAttributes: { type: "json" } } : found;
  },
});
const { convertWorkflowTemplate, NoOperationTraceWriter, parseWorkflow } = await import("@actions/workflow-parser");

const textOf = (path: string) => continuousIntegration.get(path) ?? "";
const workflow = ".github/workflows/fleet.yaml";
const workflows = [workflow, ".github/workflows/review.yaml"];

interface Job {
  readonly permissions?: object;
  readonly steps: readonly { readonly uses?: string; readonly with?: Readonly<Record<string, string>> }[];
}

/** What GitHub's own parser, with GitHub's own schema, has against a workflow. */
async function faultsOf(content: string): Promise<readonly string[]> {
  const { context, value } = parseWorkflow({ name: workflow, content }, new NoOperationTraceWriter());
  if (value) await convertWorkflowTemplate(context, value);
  return context.errors.getErrors().map(({ message }) => message);
}

test.each(workflows)(
  "GitHub's own parser has nothing against %s of a new fleet, its expressions among it",
  async (path) => {
    expect(textOf(path)).not.toBe("");
    expect(await faultsOf(textOf(path))).toEqual([]);
  },
);

test("What may write on GitHub runs no code of a change: it checks out the base, and runs on no event of a stranger's", () => {
  const jobs = workflows.flatMap((path) => Object.values((load(textOf(path)) as { jobs: Record<string, Job> }).jobs));
  const writing = jobs.filter(({ permissions }) => /checks|pull-requests|statuses/.test(JSON.stringify(permissions)));
  expect(writing).toHaveLength(2);
  for (const { steps } of writing) {
    const checkout = steps.find(({ uses }) => uses?.startsWith("actions/checkout"));
    expect([undefined, `\${{ github.event.merge_group.base_sha }}`]).toContain(checkout?.with?.["ref"]);
  }
  expect(workflows.map(textOf).join("")).not.toContain("pull_request_target");
});

test.each([
  ["a key that is none", "runs-on: ubuntu-latest", "run-on: ubuntu-latest"],
  ["a context that is none", "vars.FLEET_REPOSITORIES", "var.FLEET_REPOSITORIES"],
  ["a job that is missing", "needs: regions", "needs: region"],
])("GitHub's parser would tell of %s", async (_, right, wrong) => {
  expect(textOf(workflow)).toContain(right);
  expect(await faultsOf(textOf(workflow).replace(right, wrong))).not.toEqual([]);
});

/** A repository with a pipeline; what gitlab-ci-local says of it, which holds GitLab's schema against it first. */
function listed(pipeline: string, variables: Readonly<Record<string, string>>) {
  const folder = mkdtempSync(join(tmpdir(), "flotilla-gitlab-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const git = (...args: readonly string[]) => execFileSync("git", ["-C", folder, ...args]);
  git("init", "--quiet", "--initial-branch=main");
  writeFileSync(join(folder, ".gitlab-ci.yml"), pipeline);
  git("add", "--all");
  git("-c", "user.name=Reader", "-c", "user.email=reader@example.com", "commit", "--quiet", "--message=Start");
  git("remote", "add", "origin", "https://git.example.com/team/fleet.git");
  const program = createRequire(import.meta.url).resolve("gitlab-ci-local");
  const given = Object.entries(variables).flatMap(([key, value]) => ["--variable", `${key}=${value}`]);
  const unset = "CI_COMMIT_BRANCH" in variables ? [] : ["--unset-variable", "CI_COMMIT_BRANCH"];
  const args = [program, "--home", join(folder, "home"), "--list-csv", ...given, ...unset];
  const { status, stdout } = spawnSync(process.execPath, args, { cwd: folder, encoding: "utf8" });
  const jobs = stdout.split("\n").flatMap((line) => /^([\w-]+);test;/.exec(line)?.[1] ?? []);
  return { status, jobs };
}

const change = { CI_PIPELINE_SOURCE: "merge_request_event", CI_MERGE_REQUEST_PROJECT_ID: "1" };

test.each([
  [
    "a merge request",
    { ...change, CI_MERGE_REQUEST_SOURCE_PROJECT_ID: "1" },
    ["check", "review", "plan-merge", "gate"],
  ],
  ["a merge request from a fork", { ...change, CI_MERGE_REQUEST_SOURCE_PROJECT_ID: "2" }, ["check-fork"]],
  ["a push to main", { CI_COMMIT_BRANCH: "main", CI_DEFAULT_BRANCH: "main" }, ["publish"]],
])(
  "GitLab's schema accepts the pipeline, and %s has its own jobs alone",
  (_, variables, jobs) => {
    expect(listed(textOf(".gitlab-ci.yml"), variables)).toEqual({ status: 0, jobs });
  },
  120_000,
);

test("GitLab's schema would refuse a key that is none", () => {
  const wrong = textOf(".gitlab-ci.yml").replace("interruptible:", "interruptable:");
  expect(listed(wrong, { CI_COMMIT_BRANCH: "main" }).status).not.toBe(0);
}, 120_000);

test("the jobs of the workflow are of every region that has a file, so that a later one is not forgotten", () => {
  const folder = mkdtempSync(join(tmpdir(), "flotilla-regions-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  for (const path of ["sites/north/region.yaml", "sites/south-east/region.yaml", "sites/manifests/x.yaml"]) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), "");
  }
  const said = execFileSync("sh", ["-c", textOf("ci/regions.sh")], { cwd: folder, encoding: "utf8" });
  expect(said).toBe('names=["centre","north","south-east"]\n');
});
