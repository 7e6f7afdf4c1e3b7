/** What the service is made of, for each of its answers. */

import type { Host } from "../constructs/host.ts";
import type { EnrolmentService } from "../engines/enrolment.ts";
import type { Audit } from "./audit.ts";
import type { KeyPair, ServerName } from "./authority.ts";
import type { ClaimRepository } from "./claim-repository.ts";
import { Refused } from "./decide/refusals.ts";
import type { ReadSecret } from "./secret-store.ts";
import type { ServedFleet } from "./served-fleet.ts";
import type { TokenStore } from "./token-store.ts";
import type { Unclaimed } from "./unclaimed.ts";

export interface Service {
  /** As servers reach it. */
  readonly address: EnrolmentService;
  readonly authority: KeyPair;
  readonly fleet: ServedFleet;
  readonly tokens: TokenStore;
  readonly unclaimed: Unclaimed;
  readonly claims: ClaimRepository;
  /** Base of the published repositories. */
  readonly published: string;
  readonly readSecret: ReadSecret;
  readonly audit: Audit;
  readonly now: () => Date;
  /** A line for whoever looks after the service. */
  readonly tell: (line: string) => void;
}

/** Seconds after which a server asks again for what a person has to do first. */
export const PATIENCE = 60;

export function serverName({ name, site }: Host): ServerName {
  return { fleet: site.region.fleet.spec.name, region: site.region.name, site: site.name, host: name };
}

/** Does what another system is needed for; when that fails, its words are for the log and not for who asks. */
export async function outside<T>({ tell }: Pick<Service, "tell">, what: string, action: () => Promise<T>): Promise<T> {
  try {
    return await action();
  } catch (error) {
    if (error instanceof Refused) throw error;
    tell(`${what}: ${error instanceof Error ? error.message : String(error)}`);
    throw new Refused("away", `${what} cannot be reached or read`, PATIENCE);
  }
}
