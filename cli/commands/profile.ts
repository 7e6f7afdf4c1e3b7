/** `flotilla profile`: drafts, releases and compares profiles of a fleet's own. */

import { writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { ownLockFile } from "../../compiler/load/profile-sources.ts";
import { didYouMean } from "../../model/suggest.ts";
import { type LoadedCode, loadCode } from "../../pipeline/own-code.ts";
import { textReport } from "../../pipeline/report/text.ts";
import { openSession, reportOf } from "../../pipeline/session.ts";
import type { RunSettings } from "../../pipeline/settings.ts";
import type { Run, Terminal, Values } from "../command.ts";
import { type ExitCode, exitCode } from "../exit-code.ts";
import { noFleet } from "../fleet-folder.ts";
import { compareProfiles } from "../profile/compare-profiles.ts";
import { newProfile } from "../profile/new-profile.ts";
import { type ProfileVersion, profileVersions } from "../profile/profile-versions.ts";
import { runSettings } from "../settings.ts";

interface Call {
  readonly code: LoadedCode;
  readonly settings: RunSettings;
  readonly names: readonly string[];
  readonly values: Values;
  readonly terminal: Terminal;
}

const actions: Readonly<Record<string, (call: Call) => ExitCode>> = { new: start, lock: release, diff: compare };

export const run: Run = async ({ values, positionals }, terminal) => {
  const [action = "", ...names] = positionals;
  const act = actions[action];
  if (!act)
    return refuse(
      terminal,
      `found ${action}, expected one of new, lock, diff${didYouMean(action, Object.keys(actions))}`,
    );
  const settings = runSettings(values, terminal);
  const nothing = noFleet(settings.root);
  if (nothing !== undefined) return refuse(terminal, nothing);
  const code = await loadCode(settings);
  if (code.diagnostics.length > 0) {
    const session = await openSession(settings);
    terminal.stderr(textReport(reportOf(session, code.diagnostics, [], undefined), terminal.colour));
    return exitCode.invalid;
  }
  return act({ code, settings, names, values, terminal });
};

function refuse(terminal: Terminal, message: string): ExitCode {
  terminal.stderr(`flotilla profile: ${message}\n`);
  return exitCode.invalid;
}

function start({ code, settings, names, values, terminal }: Call): ExitCode {
  const [reference = "", ...rest] = names;
  if (reference === "" || rest.length > 0) return refuse(terminal, "expected one NAME@VERSION after new");
  const wanted = values["from"] === undefined ? undefined : String(values["from"]);
  const from = wanted === undefined ? undefined : find(code, wanted);
  if (typeof from === "string") return refuse(terminal, `--from: ${from}`);
  const made = newProfile(settings.root, reference, from);
  if ("wrong" in made) return refuse(terminal, made.wrong);
  const list =
    from?.list ?? profileVersions(code).find((each) => each.reference.startsWith(`${reference.split("@")[0]}@`))?.list;
  // Versions of one profile export the same name.
  const alias = `${made.exported}${reference.slice(reference.indexOf("@") + 1).replaceAll(".", "_")}`;
  terminal.stdout(
    `${relative(terminal.cwd, join(settings.root, made.file))} is a draft.\n\nAdd it to flotilla.config.ts:\n  import { ${made.exported} as ${alias} } from "./${made.file}";\n  profiles: { ${list ?? "sites"}: [..., ${alias}] }\n\nPlanned and shipped sites may pin it; \`flotilla profile lock ${reference}\` releases it.\n`,
  );
  return exitCode.ok;
}

function release({ code, settings, names, terminal }: Call): ExitCode {
  const { profileHashes, profileLock } = code.fingerprints();
  const own = code.ownProfiles;
  if (names.length === 0)
    return refuse(
      terminal,
      `expected NAME@VERSION after lock, one of ${[...own].join(", ") || "the fleet's own, of which there are none"}`,
    );
  for (const name of names) {
    const [hash, locked] = [profileHashes.get(name), profileLock.get(name)];
    if (!own.has(name) || hash === undefined)
      return refuse(terminal, `found ${name}, expected a profile of the fleet's own${didYouMean(name, [...own])}`);
    if (locked !== undefined && locked !== hash)
      return refuse(terminal, `${name} was changed after its release, expected a new version: flotilla profile new`);
  }
  const entries = [
    ...new Map([...code.ownLock, ...names.map((name) => [name, profileHashes.get(name) ?? ""] as const)]),
  ];
  const sorted = Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
  writeFileSync(join(settings.root, ownLockFile), `${JSON.stringify(sorted, undefined, 2)}\n`);
  for (const name of names)
    terminal.stdout(
      `${name} ${profileLock.has(name) ? "was released already" : `is released: ${profileHashes.get(name)}`}\n`,
    );
  return exitCode.ok;
}

function compare({ code, names, terminal }: Call): ExitCode {
  const [first = "", second = "", ...rest] = names;
  if (second === "" || rest.length > 0) return refuse(terminal, "expected two of NAME@VERSION after diff");
  const [from, to] = [find(code, first), find(code, second)];
  if (typeof from === "string") return refuse(terminal, from);
  if (typeof to === "string") return refuse(terminal, to);
  const lines = compareProfiles(from.profile, to.profile);
  terminal.stdout(
    lines.length > 0
      ? `${lines.join("\n")}\n`
      : "no difference in settings, parameters, images and the list of layers; what layers make is not compared here\n  next: pin a site to it, and flotilla diff --base REV shows what they make\n",
  );
  return exitCode.ok;
}

function find(code: LoadedCode, reference: string): ProfileVersion | string {
  const all = profileVersions(code);
  const references = all.map((each) => each.reference);
  const found = all.find((each) => each.reference === reference);
  if (found) return found;
  const close = didYouMean(reference, references);
  return `found ${reference}, expected one of ${references.join(", ")}${close}\n  next: a new one is known when flotilla.config.ts names it among its profiles`;
}
