/** What the command line says, as the actions of `enroll` need it. */

import { existsSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { findHosts } from "../../enroll/host-named.ts";
import { StateFolder } from "../../enroll/state-folder.ts";
import { textReport } from "../../pipeline/report/text.ts";
import { hasErrors, openSession, reportOf } from "../../pipeline/session.ts";
import type { Terminal, Values } from "../command.ts";
import { repositoryBase } from "../repository-base.ts";
import { runSettings } from "../settings.ts";

/** What is wrong with the command line, in words. */
export class EnrollFault extends Error {}

export function wish(values: Values, name: string): string | undefined {
  const value = values[name];
  return value === undefined ? undefined : String(value);
}

export function required(values: Values, name: string, what: string): string {
  const value = wish(values, name);
  if (value === undefined) throw new EnrollFault(`expected --${name} ${what}`);
  return value;
}

/** The state folder, which is made when it is missing. */
export function stateOf(values: Values, cwd: string): StateFolder {
  return new StateFolder(resolve(cwd, required(values, "state", "DIR")));
}

/** `https://`, without anything behind the port. */
export function urlOf(values: Values): URL {
  const text = required(values, "url", "URL");
  const url = URL.parse(text);
  if (url?.protocol !== "https:" || url.username !== "" || url.pathname !== "/" || url.search !== "") {
    throw new EnrollFault(
      "--url is not https:// with a host and a port alone, expected one like https://enroll.panji.example:8443",
    );
  }
  return url;
}

export function claimsOf(values: Values, cwd: string): string {
  const base = repositoryBase(required(values, "claims", "REPO"), cwd);
  if (typeof base !== "string") throw new EnrollFault(`--claims: ${base.message}\n  next: ${base.hint}`);
  return base;
}

const UNITS: Readonly<Record<string, number>> = { h: 3_600_000, d: 86_400_000 };
const LONGEST_DAYS = 366;

export function expiryOf(values: Values, now: Date): Date {
  const text = wish(values, "expires") ?? "7d";
  const [, count, unit = ""] = /^([1-9]\d{0,4})([hd])$/.exec(text) ?? [];
  const span = Number(count) * (UNITS[unit] ?? Number.NaN);
  if (!(span <= LONGEST_DAYS * 86_400_000)) {
    throw new EnrollFault(`found --expires ${text}, expected hours or days, like 12h or 30d, and a year at most`);
  }
  return new Date(now.getTime() + span);
}

export function fileOf(values: Values, name: string, cwd: string): string | undefined {
  const given = wish(values, name);
  if (given === undefined) return undefined;
  const file = resolve(cwd, given);
  if (!existsSync(file)) throw new EnrollFault(`found no file ${file}, expected that of --${name}`);
  return readFileSync(file, "utf8");
}

/** The fleet, or the report on what is wrong with its files. */
export async function fleetOf(values: Values, terminal: Terminal) {
  const session = await openSession(runSettings(values, terminal));
  const { fleet, diagnostics } = session.loaded;
  if (fleet && !hasErrors(session)) return { fleet, session };
  terminal.stderr(textReport(reportOf(session, diagnostics, [], undefined), terminal.colour));
  throw new EnrollFault("the fleet's files must be right first");
}

type FleetHosts = Parameters<typeof findHosts>[0];

/** @param name SITE/HOST, or HOST where only one site has it */
export function hostNamed(fleet: FleetHosts, name: string) {
  const { found, like } = findHosts(fleet, name);
  const [host] = found;
  if (host && found.length === 1) return host;
  const which = found.map(({ site }) => `${site.name}/${name}`).join(", ");
  if (host) throw new EnrollFault(`several sites have a host ${name}, expected one of ${which}`);
  throw new EnrollFault(`found ${name || "no name"}, expected a host${like}`);
}
