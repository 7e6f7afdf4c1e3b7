import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, globSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { data, Evaluator, Lexer, Parser } from "@actions/expressions";
import { load } from "js-yaml";

type Text = Readonly<Record<string, string>>;
type Context = Readonly<Record<string, unknown>>;

interface Step {
  readonly id?: string;
  readonly if?: string;
  readonly uses?: string;
  readonly run?: string;
  readonly with?: Readonly<Record<string, string | number>>;
  readonly env?: Text;
  readonly "continue-on-error"?: boolean;
}

interface Job {
  readonly if?: string;
  readonly needs?: string;
  readonly outputs?: Text;
  readonly strategy?: { readonly matrix: Text };
  readonly steps: readonly Step[];
}

/** What happened in a repository, as GitHub tells workflows. */
export interface RepositoryEvent {
  readonly name: "push" | "pull_request" | "merge_group" | "workflow_run";
  /** `refs/heads/main`, or `refs/pull/1/merge`. */
  readonly ref: string;
  readonly payload: Context;
  readonly vars: Text;
  readonly secrets: Text;
  readonly token: string;
}

export interface JobRun {
  /** Name of the job, with its part of the matrix. */
  readonly name: string;
  readonly ok: boolean;
  readonly workspace: string;
  readonly summary: string;
  /** All that its steps printed. */
  readonly text: string;
}

/**
 * Runs a workflow as GitHub does on a machine of its own: jobs by their conditions, each step in order in a fresh checkout
 * of `origin`. Expressions are evaluated by GitHub's own library; an action that no row knows is an error.
 *
 * @param scratch folder for the checkouts
 * @param environment of every step
 */
export function runWorkflow(
  file: string,
  origin: string,
  scratch: string,
  event: RepositoryEvent,
  environment: Text = {},
): readonly JobRun[] {
  const { jobs } = load(readFileSync(file, "utf8")) as { readonly jobs: Readonly<Record<string, Job>> };
  const github = {
    event_name: event.name,
    ref: event.ref,
    base_ref: baseOf(event),
    repository: "team/fleet",
    token: event.token,
    event: event.payload,
  };
  const runs: JobRun[] = [];
  const needs: Record<string, { outputs: Record<string, unknown> }> = {};
  for (const [name, job] of Object.entries(jobs)) {
    const context = { github, needs, vars: event.vars, secrets: event.secrets };
    const before = job.needs === undefined || needs[job.needs] !== undefined;
    if (!before || (job.if !== undefined && !truth(job.if, context))) continue;
    for (const matrix of partsOf(job, context)) {
      const workspace = mkdtempSync(join(scratch, "job-"));
      const { run, outputs } = runJob(job, { ...context, matrix }, { origin, workspace, event, environment });
      runs.push({ ...run, name: [name, ...Object.values(matrix)].join(" ") });
      if (run.ok) needs[name] = { outputs };
    }
  }
  return runs;
}

interface Machine {
  readonly origin: string;
  readonly workspace: string;
  readonly event: RepositoryEvent;
  readonly environment: Text;
}

function runJob(job: Job, context: Context, machine: Machine) {
  const { workspace, event } = machine;
  writeFileSync(eventFile(workspace), JSON.stringify(event.payload));
  const [summary, output] = ["summary", "output"].map((name) => `${workspace}.${name}`) as [string, string];
  const steps: Record<string, { outputs: Text }> = {};
  let ok = true;
  let text = "";
  for (const step of job.steps) {
    const now = { ...context, steps };
    if (step.if === undefined ? !ok : !truth(step.if, now) || (!ok && !step.if.includes("always()"))) continue;
    for (const file of [summary, output]) writeFileSync(file, "", { flag: "a" });
    const own = Object.fromEntries(Object.entries(step.env ?? {}).map(([key, value]) => [key, filled(value, now)]));
    const env = { ...environmentOf(machine, summary, output), ...own };
    const ended = step.run === undefined ? act(step, now, machine) : shell(step.run, workspace, env);
    text += ended.text;
    if (!ended.ok && step["continue-on-error"] !== true) ok = false;
    if (step.id !== undefined) steps[step.id] = { outputs: pairsOf(readFileSync(output, "utf8")) };
  }
  const outputs = Object.fromEntries(
    Object.entries(job.outputs ?? {}).map(([key, value]) => [key, filled(value, { ...context, steps })]),
  );
  const told = readFileSync(summary, "utf8");
  return { run: { ok, workspace, summary: told, text: `${text}${event.name}` }, outputs };
}

const eventFile = (workspace: string) => `${workspace}.event.json`;
/** Where artifacts of all runs lie. */
const artifactFolder = (workspace: string, name: unknown) => join(dirname(workspace), "artifacts", String(name));

function environmentOf({ workspace, event, environment }: Machine, summary: string, output: string): Text {
  return {
    CI: "true",
    GITHUB_ACTIONS: "true",
    GITHUB_EVENT_NAME: event.name,
    GITHUB_EVENT_PATH: eventFile(workspace),
    GITHUB_REF: event.ref,
    GITHUB_BASE_REF: baseOf(event),
    GITHUB_REPOSITORY: "team/fleet",
    GITHUB_WORKSPACE: workspace,
    GITHUB_STEP_SUMMARY: summary,
    GITHUB_OUTPUT: output,
    ...environment,
  };
}

/** As GitHub's runners do without a `shell`: bash, ended by the first command that fails. */
function shell(script: string, cwd: string, env: Text): { ok: boolean; text: string } {
  const clean = Object.fromEntries(
    Object.entries(process.env).filter(([key]) => !/^(GIT|PULUMI|FLEET|npm)_/.test(key)),
  );
  const options = { cwd, env: { ...clean, ...env }, encoding: "utf8", maxBuffer: 1024 ** 3 } as const;
  const { status, stdout, stderr } = spawnSync("bash", ["-e", "-c", script], options);
  return { ok: status === 0, text: `$ ${script}\n${stdout}${stderr}` };
}

type Act = (step: Step, context: Context, machine: Machine) => { ok: boolean; text: string };

/** What the actions of others do, as far as a later step can tell. */
const actions: Readonly<Record<string, Act>> = {
  "actions/checkout": ({ with: given = {} }, context, { origin, workspace, event }) => {
    const git = (...args: readonly string[]) => execFileSync("git", ["-C", workspace, ...args], { stdio: "pipe" });
    const wanted = given["ref"] === undefined ? event.ref : filled(String(given["ref"]), context);
    mkdirSync(workspace, { recursive: true });
    git("init", "--quiet");
    git("remote", "add", "origin", origin);
    const whole = given["fetch-depth"] === 0;
    if (whole) git("fetch", "--quiet", "origin", "+refs/heads/*:refs/remotes/origin/*");
    git("fetch", "--quiet", ...(whole ? [] : ["--depth=1"]), "origin", wanted);
    git("checkout", "--quiet", "--detach", "FETCH_HEAD");
    return { ok: true, text: "" };
  },
  "actions/setup-node": () => ({ ok: true, text: "" }),
  "actions/upload-artifact": ({ with: given = {} }, _, { workspace }) => {
    const found = globSync(String(given["path"]), { cwd: workspace });
    const store = artifactFolder(workspace, given["name"]);
    rmSync(store, { recursive: true, force: true });
    // Without the folder that all of them lie in.
    for (const file of found)
      cpSync(join(workspace, file), join(store, relative(dirname(String(given["path"])), file)));
    return { ok: true, text: `artifact ${given["name"]}: ${found.toSorted().join(" ")}\n` };
  },
  "actions/download-artifact": ({ with: given = {} }, _, { workspace }) => {
    const store = artifactFolder(workspace, given["name"]);
    cpSync(store, join(workspace, String(given["path"])), { recursive: true });
    return { ok: true, text: `artifact ${given["name"]}\n` };
  },
  "github/codeql-action/upload-sarif": ({ with: given = {} }, _, { workspace }) => {
    const { version } = JSON.parse(readFileSync(join(workspace, String(given["sarif_file"])), "utf8")) as {
      version: string;
    };
    return { ok: version === "2.1.0", text: `sarif ${version}\n` };
  },
};

const act: Act = (step, context, machine) => {
  const name = step.uses?.split("@")[0] ?? "";
  const action = actions[name];
  if (!action) throw new Error(`no row for the action ${name}`);
  return action(step, context, machine);
};

function baseOf({ payload }: RepositoryEvent): string {
  const { pull_request: pull } = payload as { readonly pull_request?: { readonly base: { readonly ref: string } } };
  return pull?.base.ref ?? "";
}

function partsOf({ strategy }: Job, context: Context): readonly Text[] {
  if (!strategy) return [{}];
  const [[key, values] = ["", ""]] = Object.entries(strategy.matrix);
  return (evaluated(inner(values), context) as readonly string[]).map((value) => ({ [key]: value }));
}

const inner = (text: string) => /^\$\{\{(.*)\}\}$/s.exec(text)?.[1]?.trim() ?? text;
const truth = (text: string, context: Context) => Boolean(evaluated(inner(text), context));
const filled = (text: string, context: Context) =>
  text.replace(/\$\{\{(.*?)\}\}/g, (_, expression: string) => String(evaluated(expression.trim(), context) ?? ""));

function evaluated(text: string, context: Context): unknown {
  const always = { name: "always", minArgs: 0, maxArgs: 0, call: () => new data.BooleanData(true) };
  const { tokens } = new Lexer(text).lex();
  const expression = new Parser(tokens, Object.keys(context), [always]).parse();
  const values = JSON.parse(JSON.stringify(context), data.reviver) as data.Dictionary;
  const result = new Evaluator(expression, values, new Map([["always", always]])).evaluate();
  return JSON.parse(JSON.stringify(result, data.replacer) ?? "null");
}

function pairsOf(text: string): Text {
  return Object.fromEntries(
    text.split("\n").flatMap((line) => (/^(\w+)=(.*)$/.exec(line) ? [line.split(/=(.*)/s).slice(0, 2)] : [])),
  );
}
