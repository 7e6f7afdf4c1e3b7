/** `flotilla enroll token`. */

import { parseToken, scopeText, type TokenScope } from "../../enroll/decide/token.ts";
import { hostScope } from "../../enroll/host-named.ts";
import { TokenStore } from "../../enroll/token-store.ts";
import type { Run } from "../command.ts";
import { exitCode } from "../exit-code.ts";
import { handOut } from "./hand-out.ts";
import { EnrollFault, expiryOf, fleetOf, hostNamed, required, stateOf } from "./wishes.ts";

export const token: Run = async ({ values, positionals }, terminal) => {
  const { cwd, now, stdout } = terminal;
  const [, name] = positionals;
  if (name === undefined) throw new EnrollFault("expected NAME: a region, or a host as SITE/HOST");
  required(values, "out", "FILE");
  const { fleet } = await fleetOf(values, terminal);
  const scope: TokenScope = fleet.regions.some((region) => region.name === name)
    ? { region: name }
    : hostScope(hostNamed(fleet, name));
  const expires = expiryOf(values, now());
  const once = "host" in scope || values["once"] === true;
  const text = new TokenStore(stateOf(values, cwd)).make({ scope, once, expires }, now());
  const file = handOut(values, cwd, `${text}\n`);
  const use = once ? "one server" : "every server of it";
  stdout(
    `token ${parseToken(text)?.id} for ${scopeText(scope)}, for ${use}, good until ${expires.toISOString()}: ${file}\n`,
  );
  return exitCode.ok;
};
