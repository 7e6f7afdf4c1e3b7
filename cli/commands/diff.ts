import { resolve } from "node:path";
import type { FilesByPath } from "../../compiler/diff/changes.ts";
import { diffReport, type Version } from "../../compiler/diff/report.ts";
import type { RepositoryFile } from "../../model/repository-file.ts";
import { checkOut } from "../checkout.ts";
import type { Run, Terminal, Values } from "../command.ts";
import { jsonDiff } from "../diff/json.ts";
import { markdownDiff } from "../diff/markdown.ts";
import { textDiff } from "../diff/text.ts";
import { type ExitCode, exitCode } from "../exit-code.ts";
import { textReport } from "../report/text.ts";
import { checkSession, exitCodeOf, openSession } from "../session.ts";

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
  const report = diffReport(before.version, after.version, names);
  const format = (values["format"] ?? "text") as keyof typeof formats;
  terminal.out(formats[format](report, terminal.colour));
  if (after.code !== exitCode.fine) return after.code;
  return values["exit-code"] === true && report.files > 0 ? exitCode.changes : exitCode.fine;
};

interface CompiledSide {
  /** Undefined when the files are so faulty that nothing could be made of them. */
  readonly version: Version | undefined;
  readonly code: ExitCode;
}

/** Compiles one side. Violated rules do not keep its content from being compared: they are told beside it. */
async function compileSide(values: Values, terminal: Terminal, name: string): Promise<CompiledSide> {
  const session = await openSession(values, terminal);
  const side = new Map<string, FilesByPath>();
  const report = checkSession(session, ({ name: repository }) => {
    const files = new Map<string, RepositoryFile>();
    side.set(repository, files);
    return (_, more) => {
      for (const file of more) files.set(file.path, file);
    };
  });
  const code = exitCodeOf(report, false);
  if (report.findings.length > 0) terminal.talk(`In ${name}:\n${textReport(report, terminal.colour)}\n`);
  const { fleet } = session.loaded;
  return { version: report.evaluated && fleet ? { fleet, side } : undefined, code };
}
