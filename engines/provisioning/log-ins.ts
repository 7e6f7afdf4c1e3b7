/** The way in for people whom a site's files name. */

import { listParameter } from "../../constructs/host-parameters.ts";
import type { Site } from "../../constructs/site.ts";
import { type EngineTraffic, tcp } from "../../model/traffic.ts";

/** None where nobody has an account or a key: then nothing has to lead to the SSH servers. */
export function logInsOf(site: Site): readonly EngineTraffic[] {
  if (site.users.length === 0 && listParameter(site, "sshKeys").length === 0) return [];
  return [{ from: "people", to: "servers", ports: tcp(22), purpose: "log in" }];
}
