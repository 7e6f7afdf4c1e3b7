/** An app explained: where it runs and with which values, and why it is not at a site. */

import type { AppExplanation, WhyAnswer } from "../../compiler/explain-app.ts";
import { findingText, plural } from "../../pipeline/report/text.ts";
import { checkSession, type Session } from "../../pipeline/session.ts";
import { type FindLocation, row, widthOf } from "./lines.ts";

export function appText({ construct, source, facts, places }: AppExplanation, locationOf: FindLocation): string {
  const width = widthOf([
    ...Object.keys(facts),
    ...places.flatMap(({ values }) => values.map(({ name }) => `  ${name}`)),
  ]);
  const sites = places.reduce((sum, place) => sum + place.sites.length, 0);
  const head =
    sites === 0 ? "It runs nowhere." : `Where it runs, ${plural(sites, "site")} in ${plural(places.length, "zone")}:`;
  return [
    construct,
    ...(source ? row("written in", width, locationOf(source) ?? "") : []),
    ...Object.entries(facts).flatMap(([key, value]) => row(key, width, value)),
    "",
    head,
    ...places.flatMap(({ zone, sites: names, values }) => [
      `  ${zone}`,
      ...row("  sites", width, names.join(", ")),
      ...values.flatMap(({ name, value, source: at }) =>
        row(`  ${name}`, width, JSON.stringify(value), `<- ${locationOf(at) ?? "default"}`),
      ),
    ]),
    "",
  ].join("\n");
}

export function appJson({ source, places, ...rest }: AppExplanation, locationOf: FindLocation): string {
  const document = {
    schema: "flotilla.dev/explain-app/v1",
    ...rest,
    at: locationOf(source) ?? null,
    places: places.map(({ values, ...place }) => ({
      ...place,
      values: values.map(({ name, value, source: at }) => ({ name, value, at: locationOf(at) ?? null })),
    })),
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}

/** What the check says about the room and the quota of a site names the site alone. */
const ABOUT_ROOM: ReadonlySet<string> = new Set(["FLT-CAP-030", "FLT-CAP-034"]);

/** Why an app is not at a site; where it is put there, what keeps it from running well. */
export function whyText(session: Session, { app, site, reasons, paths }: WhyAnswer, locationOf: FindLocation): string {
  if (reasons.length > 0) {
    return [
      `${app} is not at ${site}:`,
      ...reasons.flatMap(({ text, source }) => row("-", 2, text, ...(source ? [`<- ${locationOf(source)}`] : []))),
      "",
    ].join("\n");
  }
  const { findings } = checkSession(session);
  const concerning = findings.filter(
    ({ code, subjects }) =>
      (subjects.includes(paths.site) || subjects.includes(paths.zone)) &&
      (subjects.includes(paths.app) || ABOUT_ROOM.has(code)),
  );
  const head = `${app} is put at ${site}: everything that it selects by matches.`;
  if (concerning.length === 0) return `${head}\nNo rule says that it could not run there.\n`;
  return [head, "What the rules say about it there:", "", ...concerning.map((each) => findingText(each, false))].join(
    "\n",
  );
}
