import { resolve } from "node:path";
import { changeRefusals } from "../../compiler/change-refusals.ts";
import type { FilesByPath, Side } from "../../compiler/diff/changes.ts";
import { diffReport, type Version } from "../../compiler/diff/report.ts";
import { ContentCollector, type RepositoryContent } from "../../compiler/emit/content.ts";
import type { Provenance } from "../../compiler/emit/stamped.ts";
import type { Located } from "../../compiler/load/locate.ts";
import { type Inventory, inventoryVersion } from "../../model/inventory.ts";
import type { RepositoryFile } from "../../model/repository-file.ts";
import { checkOut } from "../checkout.ts";
import type { Run, Terminal, Values } from "../command.ts";
import { jsonDiff } from "../diff/json.ts";
import { markdownDiff } from "../diff/markdown.ts";
import { textDiff } from "../diff/text.ts";
import { type ExitCode, exitCode } from "../exit-code.ts";
import { exitCodeOf } from "../report/report.ts";
import { textReport } from "../report/text.ts";
import { checkSession, openSession } from "../session.ts";

const formats = { text: textDiff, json: jsonDiff, markdown: markdownDiff } as const;

export const run: Run = async ({ values }, terminal) => {
  const root = resolve(terminal.cwd, String(values["fleet"] ?? "."));
  const baseName = String(values["base"]);
  const headName = values["head"] === undefined ? undefined : String(values["head"]);
  const base = checkOut(root, baseName);
  const head = headName === undefined ? { root, commit: "files" } : checkOut(root, headName);
  for (const side of [base, head]) {
    if (typeof side === "string") {
      terminal.talk(`flotilla diff: ${side}\n`);
      return exitCode.invalid;
    }
  }
  if (typeof base === "string" || typeof head === "string") return exitCode.invalid;
  const before = await compileSide({ ...values, fleet: base.root }, terminal, `the base ${baseName}`);
  const after = await compileSide(
    { ...values, fleet: head.root },
    terminal,
    headName ? `the head ${headName}` : "the files",
  );
  if (!before.version || !after.version) return before.version ? after.code : before.code;
  const names = {
    base: `${baseName} (${base.commit})`,
    head: headName === undefined ? "files" : `${headName} (${head.commit})`,
  };
  const findings = [...after.findings, ...refusals(before, after)];
  const report = diffReport(before.version, after.version, names, findings);
  const format = (values["format"] ?? "text") as keyof typeof formats;
  terminal.out(formats[format](report, terminal.colour));
  if (after.code !== exitCode.fine) return after.code;
  if (findings.some(({ severity }) => severity === "error")) return exitCode.policy;
  return values["exit-code"] === true && report.files > 0 ? exitCode.changes : exitCode.fine;
};

interface CompiledSide {
  /** Undefined when the files are so faulty that nothing could be made of them. */
  readonly version: Version | undefined;
  readonly contents: readonly RepositoryContent[];
  readonly findings: readonly Located[];
  readonly today: string;
  readonly code: ExitCode;
}

/** Compiles one side. Violated rules do not keep its content from being compared: they are told beside it. */
async function compileSide(values: Values, terminal: Terminal, name: string): Promise<CompiledSide> {
  const session = await openSession(values, terminal);
  const collector = new ContentCollector();
  const report = checkSession(session, collector.sink);
  const { findings } = report;
  const { today, loaded } = session;
  const { fleet } = loaded;
  const code = exitCodeOf(report, false);
  if (!report.evaluated || !fleet) {
    terminal.talk(`In ${name}:\n${textReport(report, terminal.colour)}\n`);
    return { version: undefined, contents: [], findings, today, code };
  }
  const contents = collector.finish(fleet, unstamped);
  const side: Side = new Map(contents.map((each) => [each.name, byPath(each.files)]));
  return { version: { fleet, side }, contents, findings, today, code };
}

/** README and provenance are left out of a comparison, so nothing needs to be known for them. */
const unstamped: Provenance = { source: "", commit: "", toolVersion: "" };

function byPath(files: readonly RepositoryFile[]): FilesByPath {
  return new Map(files.map((file) => [file.path, file]));
}

/** What a publish of the head onto the base would be refused for. */
function refusals(before: CompiledSide, after: CompiledSide): readonly Located[] {
  const { version, contents, today } = after;
  if (!version) return [];
  const { fleet } = version;
  return contents.flatMap((content) => {
    const old = before.contents.find(({ name }) => name === content.name);
    const inventory = old && {
      version: inventoryVersion as Inventory["version"],
      tool: "flotilla" as const,
      fleet: fleet.spec.name,
      repository: old.name,
      sites: old.sites,
      files: Object.fromEntries(old.files.map(({ path, id, construct }) => [path, { id, construct }])),
    };
    return changeRefusals(fleet, content, inventory, today);
  });
}
