/** `flotilla list`: what there is, and what a mirror must hold. */

import { scopeFault } from "../../compiler/listing/scope.ts";
import { didYouMean } from "../../model/suggest.ts";
import { textReport } from "../../pipeline/report/text.ts";
import { hasErrors, openSession, reportOf } from "../../pipeline/session.ts";
import type { Run } from "../command.ts";
import { exitCode } from "../exit-code.ts";
import { listApps } from "../list/apps.ts";
import { listImages } from "../list/images.ts";
import { listIsolation } from "../list/isolation.ts";
import type { Listing } from "../list/listing.ts";
import { listPaths } from "../list/paths.ts";
import { listProfiles } from "../list/profiles.ts";
import { listSites } from "../list/sites.ts";
import { listSystems } from "../list/systems.ts";
import { runSettings } from "../settings.ts";

const listings: Readonly<Record<string, Listing>> = {
  sites: listSites,
  apps: listApps,
  systems: listSystems,
  profiles: listProfiles,
  images: listImages,
  paths: listPaths,
  isolation: listIsolation,
};

export const run: Run = async ({ values, positionals }, terminal) => {
  const [what = ""] = positionals;
  const refuse = (message: string) => {
    terminal.stderr(`flotilla list: ${message}\n`);
    return exitCode.invalid;
  };
  const listing = listings[what];
  if (!listing) {
    const names = Object.keys(listings);
    return refuse(`found ${what}, expected one of ${names.join(", ")}${didYouMean(what, names)}`);
  }
  const session = await openSession(runSettings(values, terminal));
  const { fleet, selection, diagnostics, textOf } = session.loaded;
  if (!fleet || hasErrors(session)) {
    terminal.stderr(textReport(reportOf(session, diagnostics, [], undefined), terminal.colour));
    return exitCode.invalid;
  }
  const text = (name: string) => (values[name] === undefined ? undefined : String(values[name]));
  const scope = {
    profile: text("profile"),
    site: text("site"),
    zone: text("zone"),
    state: text("state"),
    ring: text("ring"),
    labels: (values["label"] ?? []) as readonly string[],
  };
  const [filter] = ["zone", "state", "ring", "label"].filter((name) => values[name] !== undefined);
  if (what === "images" && filter)
    return refuse(`found --${filter} for images, expected --region, --site or --profile`);
  const fault = scopeFault(fleet, scope);
  if (fault) return refuse(fault);
  const format = text("format") ?? "text";
  const write = listing[format];
  if (!write) return refuse(`found --format ${format} for ${what}, expected one of ${Object.keys(listing).join(", ")}`);
  terminal.stdout(write({ selection, fleet, scope, textOf, engines: session.code.engines }));
  return exitCode.ok;
};
