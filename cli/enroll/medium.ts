/** `flotilla enroll medium`. */

import { openAuthority } from "../../enroll/open-service.ts";
import { TokenStore } from "../../enroll/token-store.ts";
import { didYouMean } from "../../model/suggest.ts";
import type { Run } from "../command.ts";
import { exitCode } from "../exit-code.ts";
import { handOut } from "./hand-out.ts";
import { EnrollFault, expiryOf, fileOf, fleetOf, required, stateOf, urlOf, wish } from "./wishes.ts";

export const medium: Run = async ({ values }, terminal) => {
  const { cwd, now, stdout } = terminal;
  const url = urlOf(values);
  required(values, "out", "FILE");
  const { fleet, session } = await fleetOf(values, terminal);
  const enrolment = enrolmentNamed(session.code.engines.provisioners, wish(values, "engine"));
  const state = stateOf(values, cwd);
  const authority = fileOf(values, "trust", cwd) ?? (await openAuthority(state, fleet.spec.name, now())).certificate;
  let token: string | undefined;
  if (values["with-token"] === true) {
    const [region, ...others] = (values["region"] ?? []) as readonly string[];
    const names = fleet.regions.map(({ name }) => name);
    if (region === undefined || others.length > 0) throw new EnrollFault("expected one --region with --with-token");
    if (!names.includes(region))
      throw new EnrollFault(`found --region ${region}, expected a region${didYouMean(region, names)}`);
    const wanted = { scope: { region }, once: false, expires: expiryOf(values, now()) };
    token = new TokenStore(state).make(wanted, now());
  }
  const made = Math.floor(now().getTime() / 1000);
  const file = handOut(values, cwd, enrolment.medium({ url: url.origin, authority }, made, token));
  stdout(
    `${file}: the cloud-config of a medium for ${token === undefined ? "every server; each needs a token" : "the servers of its region"}\n`,
  );
  return exitCode.ok;
};

type Provisioners = Awaited<ReturnType<typeof fleetOf>>["session"]["code"]["engines"]["provisioners"];

function enrolmentNamed(provisioners: Provisioners, name: string | undefined) {
  const able = Object.values(provisioners).filter((engine) => engine.enrolment !== undefined);
  const named = name === undefined ? able : able.filter((engine) => engine.name === name);
  const [engine] = named;
  if (engine?.enrolment && named.length === 1) return engine.enrolment;
  const names = able.map((each) => each.name).join(", ");
  throw new EnrollFault(`found ${name ? `--engine ${name}` : "no --engine"}, expected one of ${names}`);
}
