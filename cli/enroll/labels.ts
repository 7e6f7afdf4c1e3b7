/** `flotilla enroll labels`: a page to print, with a token for each server as text and as a QR code. */

import { hostScope } from "../../enroll/host-named.ts";
import { labelPage } from "../../enroll/label-page.ts";
import { TokenStore } from "../../enroll/token-store.ts";
import { didYouMean } from "../../model/suggest.ts";
import type { Run } from "../command.ts";
import { exitCode } from "../exit-code.ts";
import { handOut } from "./hand-out.ts";
import { EnrollFault, expiryOf, fleetOf, required, stateOf, urlOf, wish } from "./wishes.ts";

export const labels: Run = async ({ values }, terminal) => {
  const { cwd, now, stdout } = terminal;
  const url = urlOf(values);
  required(values, "out", "FILE");
  const { session } = await fleetOf(values, terminal);
  const sites = session.loaded.selection.regions.flatMap((region) => region.sites);
  const name = wish(values, "site");
  const wanted = sites.filter((site) => name === undefined || site.name === name);
  if (wanted.length === 0) {
    const names = sites.map((site) => site.name);
    throw new EnrollFault(`found --site ${name}, expected a site${didYouMean(name ?? "", names)}`);
  }
  const tokens = new TokenStore(stateOf(values, cwd));
  const expires = expiryOf(values, now());
  const rows = wanted
    .flatMap(({ hosts }) => hosts)
    .map((host) => ({ host, token: tokens.make({ scope: hostScope(host), once: true, expires }, now()) }));
  const file = handOut(values, cwd, labelPage(rows, url.origin, expires));
  stdout(`${file}: labels of ${rows.length} servers, with a token each that is good until ${expires.toISOString()}\n`);
  return exitCode.ok;
};
