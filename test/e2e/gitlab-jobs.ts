import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { load } from "js-yaml";

type Text = Readonly<Record<string, string>>;

interface Job {
  readonly before_script?: readonly string[];
  readonly script: readonly string[];
  readonly after_script?: readonly string[];
  readonly needs?: readonly string[];
  readonly artifacts?: { readonly paths?: readonly string[] };
}

export interface JobRun {
  readonly name: string;
  readonly ok: boolean;
  readonly workspace: string;
  readonly text: string;
}

const program = createRequire(import.meta.url).resolve("gitlab-ci-local");

/** Names of the jobs that a pipeline has with these variables, by the rules as gitlab-ci-local reads them. */
function jobsOf(folder: string, variables: Text, home: string): readonly string[] {
  const given = Object.entries(variables).flatMap(([key, value]) => ["--variable", `${key}=${value}`]);
  const unset = "CI_COMMIT_BRANCH" in variables ? [] : ["--unset-variable", "CI_COMMIT_BRANCH"];
  const args = [program, "--home", home, "--list-csv", ...given, ...unset];
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd: folder, encoding: "utf8" });
  if (status !== 0) throw new Error(`gitlab-ci-local ended with ${status}:\n${stdout}${stderr}`);
  const rows = stdout.split("\n").map((line) => line.split(";"));
  const begin = rows.findIndex(([name]) => name === "name");
  return rows.slice(begin + 1).flatMap(([name]) => (name ? [name] : []));
}

/**
 * Runs the jobs of a pipeline on `commit` of `origin`, each in a clone of its own, as a runner does.
 *
 * @param variables that GitLab sets, besides those of every job
 * @param among names of jobs; those that somebody starts by hand are left out where they are not named
 */
export function runPipeline(
  origin: string,
  commit: string,
  scratch: string,
  variables: Text,
  among?: readonly string[],
): readonly JobRun[] {
  const home = join(scratch, "gitlab-home");
  mkdirSync(home, { recursive: true });
  const clone = () => {
    const folder = mkdtempSync(join(scratch, "gitlab-"));
    execFileSync("git", ["clone", "--quiet", origin, folder]);
    execFileSync("git", ["-C", folder, "fetch", "--quiet", "origin", "+refs/*:refs/remotes/all/*"]);
    execFileSync("git", ["-C", folder, "checkout", "--quiet", "--detach", commit]);
    return folder;
  };
  const kept = (job: string, workspace: string) => {
    const files = join(scratch, "gitlab-artifacts", job);
    if (existsSync(files)) cpSync(files, workspace, { recursive: true });
  };
  const first = clone();
  const pipeline = load(readFileSync(join(first, ".gitlab-ci.yml"), "utf8")) as Readonly<Record<string, Job>> & {
    readonly default: Job;
  };
  const names = jobsOf(first, variables, home);
  return names
    .filter((name) => among === undefined || among.includes(name))
    .map((name) => {
      const workspace = clone();
      const {
        before_script: before = pipeline.default.before_script ?? [],
        script,
        after_script: after = [],
        needs = [],
        artifacts: { paths = [] } = {},
      } = pipeline[name] as Job;
      for (const from of needs) kept(from, workspace);
      const env = { CI: "true", GITLAB_CI: "true", CI_COMMIT_SHA: commit, CI_PROJECT_DIR: workspace, ...variables };
      const main = shell([...before, ...script], workspace, env);
      const last = shell(after, workspace, env);
      for (const path of paths) {
        if (existsSync(join(workspace, path)))
          cpSync(join(workspace, path), join(scratch, "gitlab-artifacts", name, path));
      }
      return { name, ok: main.ok, workspace, text: `${main.text}${last.text}` };
    });
}

function shell(lines: readonly string[], cwd: string, env: Text): { ok: boolean; text: string } {
  const clean = Object.fromEntries(
    Object.entries(process.env).filter(([key]) => !/^(GIT|PULUMI|FLEET|npm)_/.test(key)),
  );
  const options = { cwd, env: { ...clean, ...env }, encoding: "utf8", maxBuffer: 1024 ** 3 } as const;
  const { status, stdout, stderr } = spawnSync("bash", ["-eo", "pipefail", "-c", lines.join("\n")], options);
  return { ok: status === 0, text: `${stdout}${stderr}` };
}
