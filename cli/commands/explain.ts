/** `flotilla explain`: tells what a site gets and from where, where an app runs, and why it does not run at a site. */

import { parseDocument } from "yaml";
import { eachFile } from "../../compiler/each-unit.ts";
import { type Explanation, explain, explainable } from "../../compiler/explain.ts";
import { appNames, whyOf } from "../../compiler/explain-app.ts";
import { findOwned, systemNames } from "../../compiler/explain-system.ts";
import { shownFile, shownValue } from "../../compiler/shown-value.ts";
import { covers } from "../../model/construct-path.ts";
import type { Diagnostic } from "../../model/diagnostic.ts";
import type { Json } from "../../model/json.ts";
import type { RepositoryFile } from "../../model/repository-file.ts";
import { didYouMean } from "../../model/suggest.ts";
import { textReport } from "../../pipeline/report/text.ts";
import { openSession, reportOf, type Session } from "../../pipeline/session.ts";
import type { Run, Terminal } from "../command.ts";
import { type ExitCode, exitCode } from "../exit-code.ts";
import { appJson, appText, whyText } from "../explain/app.ts";
import { locationFinder } from "../explain/lines.ts";
import { targetJson, targetText } from "../explain/target.ts";
import { runSettings } from "../settings.ts";

export const run: Run = async ({ values, positionals }, terminal) => {
  const [name = "", file] = positionals;
  const session = await openSession(runSettings(values, terminal));
  const { fleet, diagnostics } = session.loaded;
  if (!fleet) {
    terminal.stderr(textReport(reportOf(session, diagnostics, [], undefined), terminal.colour));
    return exitCode.invalid;
  }
  const locationOf = locationFinder(session);
  const isJson = values["format"] === "json";
  const refuse = (message: string) => refused(message, terminal);
  if (values["why"] !== undefined) return why(session, name, String(values["why"]), terminal);
  const explanation = explain(fleet, name);
  if (!explanation) {
    const owned = name.includes("/") ? findOwned(fleet, name) : undefined;
    const names = [...explainable(fleet), ...appNames(fleet), ...systemNames(fleet)];
    if (!owned)
      return refuse(
        `found ${name}, expected the name of a site, a region, centre, tenant/app or tenant/system${didYouMean(name, names)}`,
      );
    const wrong = faultsAbove(diagnostics, owned.path);
    if (wrong.length > 0) {
      terminal.stderr(textReport(reportOf(session, wrong, [], undefined), terminal.colour));
      return exitCode.invalid;
    }
    const explained = owned.explain();
    terminal.stdout(isJson ? appJson(explained, locationOf) : appText(explained, locationOf));
    return exitCode.ok;
  }
  const faults = faultsAbove(diagnostics, explanation.construct);
  if (faults.length > 0) {
    // Without its parameters a layer would seem to come or to go that does not.
    const known = { ...explanation, layers: [] };
    if (file === undefined) terminal.stdout(isJson ? targetJson(known, locationOf) : targetText(known, locationOf));
    terminal.stderr(textReport(reportOf(session, faults, [], undefined), terminal.colour));
    return exitCode.invalid;
  }
  if (file === undefined) {
    terminal.stdout(isJson ? targetJson(explanation, locationOf) : targetText(explanation, locationOf));
    return exitCode.ok;
  }
  const answer = explainFile(session, explanation, file);
  if (answer.error) return refuse(answer.error);
  terminal.stdout(isJson ? `${JSON.stringify(answer, null, 2)}\n` : (answer.text ?? ""));
  return exitCode.ok;
};

/** What makes values of the construct unknown: faults of its own, and of the zone, region and fleet around it. */
function faultsAbove(diagnostics: readonly Diagnostic[], construct: string): readonly Diagnostic[] {
  return diagnostics.filter(
    ({ severity, subjects }) => severity === "error" && subjects.some((each) => covers(each, construct)),
  );
}

function refused(message: string, terminal: Terminal): ExitCode {
  terminal.stderr(`flotilla explain: ${message}\n`);
  return exitCode.invalid;
}

function why(session: Session, name: string, wanted: string, terminal: Terminal): ExitCode {
  const { fleet, diagnostics } = session.loaded;
  if (!fleet) return exitCode.invalid;
  const question = whyOf(fleet, name, wanted);
  if (typeof question === "string") return refused(question, terminal);
  const regions = fleet.regions.filter((region) => region.name === question.region);
  // Rules do not run on files with faults, so beside those nobody can say that nothing is in the way.
  const faults = diagnostics.filter(
    ({ severity, subjects }) =>
      severity === "error" &&
      subjects.some((each) => regions.some(({ path }) => covers(path, each) || covers(each, path))),
  );
  if (faults.length > 0) {
    terminal.stderr(textReport(reportOf(session, faults, [], undefined), terminal.colour));
    return exitCode.invalid;
  }
  // What the rules say is asked of the region alone.
  const ofRegion = {
    ...session,
    loaded: { ...session.loaded, diagnostics: [], selection: { regions, centre: false } },
  };
  terminal.stdout(whyText(ofRegion, question, locationFinder(session)));
  return exitCode.ok;
}

interface FileAnswer {
  readonly error?: string;
  readonly text?: string;
  readonly path?: string;
  readonly construct?: string;
  readonly value?: unknown;
}

/** What a file of the member is, which layer it comes from, and one field of it. */
function explainFile(session: Session, { construct, layers, profile }: Explanation, wanted: string): FileAnswer {
  const [, given = wanted, field] = /^(.*?\.(?:yaml|json|md)):(.+)$/.exec(wanted) ?? [];
  // As Windows completes it; no path of a repository has such a slash.
  const path = given.replaceAll("\\", "/");
  const files = filesOf(session, construct);
  const names = [...files.keys()];
  const matches = names.filter(
    (name) => name === path || name.endsWith(`/${path}`) || name.startsWith(`${path}/`) || name.includes(`/${path}/`),
  );
  if (matches.length === 0) {
    const close = didYouMean(path, names);
    return { error: `found file ${path}, expected one of the ${names.length} files of ${construct}${close}` };
  }
  if (matches.length > 1) return { text: `${matches.join("\n")}\n` };
  const [match = ""] = matches;
  const file = files.get(match) as RepositoryFile;
  const layer = layers.find(({ folder }) => match.includes(`/${folder}/`));
  const origin = layer ? `layer ${layer.folder} of ${profile}` : `an engine, for ${construct}`;
  const head = [
    `${match}`,
    `  made by     ${origin}`,
    ...(layer ? [`  inputs      ${JSON.stringify(layer.inputs)}`] : []),
  ];
  if (field === undefined) return { path: match, construct, text: `${[...head, "", shownFile(file.text)].join("\n")}` };
  const value = parseDocument(file.text).getIn(
    field
      .split(/[.[\]]+/)
      .filter(Boolean)
      .map((step) => (/^\d+$/.test(step) ? Number(step) : step)),
    false,
  );
  if (value === undefined) return { error: `found no field ${field} in ${match}, expected one of its fields` };
  const whole =
    typeof value === "object" && value !== null && "toJSON" in value ? (value.toJSON as () => unknown)() : value;
  const plain = shownValue(field.split(/[.[\]]+/).findLast((step) => /[a-z]/i.test(step)) ?? "", whole as Json);
  return {
    path: match,
    construct,
    value: plain,
    text: `${[...head, `  ${field}  ${JSON.stringify(plain)}`].join("\n")}\n`,
  };
}

function filesOf({ loaded, code }: Session, construct: string): ReadonlyMap<string, RepositoryFile> {
  const files = new Map<string, RepositoryFile>();
  const { fleet } = loaded;
  if (!fleet) return files;
  const regions = fleet.regions.filter((region) => construct.startsWith(`${region.path}/`));
  const selection = { regions, centre: construct === fleet.centre.path };
  eachFile({ fleet, selection, engines: code.engines }, (file) => {
    if (file.construct === construct) files.set(file.path, file);
  });
  return files;
}
