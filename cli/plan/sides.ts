/** The two sides of a plan as a command line names them. */

import type { PlanVersion } from "../../compiler/plan/plan.ts";
import { checkOut } from "../../pipeline/checkout.ts";
import { affectedRepositories } from "../../pipeline/plan/affected.ts";
import type { PlanRequest } from "../../pipeline/plan/make-plan.ts";
import { mergeOf } from "../../pipeline/plan/merge.ts";
import type { CodeSource, RunSettings } from "../../pipeline/settings.ts";
import { codeOfRevision, trustedCode } from "../code-from.ts";
import type { Terminal, Values } from "../command.ts";
import { repositoryBase } from "../repository-base.ts";
import { runSettings } from "../settings.ts";

interface Files {
  readonly root: string;
  readonly code: CodeSource | undefined;
  readonly version: PlanVersion;
}

/** @returns what is wrong, as text, for whoever wrote the command line */
export function sidesOf(values: Values, terminal: Terminal): PlanRequest | string {
  const settings = runSettings(values, terminal);
  const text = (name: string) => (values[name] === undefined ? undefined : String(values[name]));
  const [base, head, against] = [text("base"), text("head"), text("against")];
  const trusted = trustedCode(values, settings, terminal);
  if (typeof trusted === "string") return trusted;
  const publishAt = timeOf(text("publish-at"));
  const wrong = wrongOptions(values) ?? (typeof publishAt === "string" ? publishAt : undefined);
  if (wrong !== undefined) return wrong;
  const at = (name: string, revision: string) => filesAt(name, revision, settings, trusted, terminal);
  const after = headFiles();
  if (typeof after === "string") return after;
  const request = {
    settings: { ...settings, root: after.root, code: after.code },
    ...(publishAt instanceof Date && { publishAt: publishAt.toISOString() }),
  };
  if (against !== undefined) {
    const place = repositoryBase(against, terminal.cwd);
    if (typeof place !== "string") return `--against: ${place.message}`;
    const names = { base: { name: `published in ${place}` }, head: after.version };
    return { ...request, base: { kind: "published", base: place }, names };
  }
  const before = at(base as string, base as string);
  if (typeof before === "string") return before;
  return {
    ...request,
    base: { kind: "files", root: before.root, code: before.code },
    names: { base: before.version, head: after.version },
    affected: affectedRepositories(before, after),
  };

  function headFiles(): Files | string {
    if (head === undefined)
      return { root: settings.root, code: trusted as CodeSource | undefined, version: { name: "files" } };
    if (values["merge"] !== true) return at(head, head);
    const merged = mergeOf(settings.root, base as string, head);
    if (typeof merged === "string") return merged;
    const { commit, ...merge } = merged;
    const files = at(`merge of ${head} into ${base}`, commit);
    return typeof files === "string" ? files : { ...files, version: { ...files.version, merge } };
  }
}

function wrongOptions({ base, head, against, merge }: Values): string | undefined {
  if (base !== undefined && against !== undefined) return "found --base and --against, expected one of them";
  if (base === undefined && against === undefined)
    return "expected --base REV, or --against BASE for what is published";
  if (merge === true && (head === undefined || base === undefined))
    return "found --merge, expected --base REV and --head REV with it";
  return undefined;
}

/** @returns what is wrong, as text */
function timeOf(text: string | undefined): Date | string | undefined {
  if (text === undefined) return undefined;
  const time = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d)?(Z|[+-]\d\d:\d\d)$/.test(text) ? new Date(text) : undefined;
  if (time && !Number.isNaN(time.getTime())) return time;
  return `found --publish-at ${text}, expected a time with its zone, like 2026-12-01T14:00Z or 2026-12-01T22:00+08:00`;
}

/** What a revision holds, written out. */
function filesAt(
  name: string,
  revision: string,
  settings: RunSettings,
  trusted: CodeSource | undefined,
  terminal: Terminal,
): Files | string {
  const files = checkOut(settings.root, revision, terminal.scratch);
  if (typeof files === "string") return files;
  const code = trusted ?? codeOfRevision(settings, revision, terminal);
  return typeof code === "string" ? code : { root: files.root, code, version: { name, commit: files.commit } };
}
