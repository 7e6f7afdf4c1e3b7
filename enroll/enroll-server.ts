/** Lets a server in: from its token and its report to its certificate. */

import { z } from "zod";
import type { Host } from "../constructs/host.ts";
import type { AuditEntry } from "./audit.ts";
import { checkRequest, issue } from "./authority.ts";
import type { Claim, ClaimVerdict } from "./decide/claim.ts";
import { differences } from "./decide/differences.ts";
import { type HardwareReport, hardwareReportSchema } from "./decide/hardware-report.ts";
import { identityOf, matchIdentity } from "./decide/identity.ts";
import { Refused } from "./decide/refusals.ts";
import { opens, parseToken, scopeText, type TokenRecord, tokenFault } from "./decide/token.ts";
import { hostFiles } from "./host-files.ts";
import { enrolmentOf } from "./served-fleet.ts";
import { outside, PATIENCE, type Service, serverName } from "./service.ts";
import { machineHash } from "./unclaimed.ts";

export const enrolRequestSchema = z.strictObject({
  token: z.string().max(200),
  /** PKCS #10 in DER, base64. */
  csr: z.string().max(8000),
  report: hardwareReportSchema,
});
export type EnrolRequest = z.output<typeof enrolRequestSchema>;

/** What the audit log is told beside the outcome; filled as it becomes known. */
export type Findings = { -readonly [K in keyof AuditEntry]?: AuditEntry[K] };

const CLOCK_TOLERANCE_S = 60;

/**
 * The order is that of what may be known by whom: a token first, so that nobody learns of hosts without one. A token for one
 * server is kept for its machine before the claim is written, and the claim stands in Git before a certificate is made:
 * killed at any step, the same server asks again and gets on, and no other does.
 *
 * @returns its certificate with the authority's, as PEM
 * @throws Refused
 */
export async function enrolServer(
  service: Service,
  request: EnrolRequest,
  from: string,
  told: Findings,
): Promise<string> {
  const now = service.now();
  const record = checkToken(service, request.token, now, told);
  const csr = await checkRequest(request.csr);
  const { report } = request;
  const machine = machineHash(report);
  Object.assign(told, { key: csr.fingerprint, machine, ...clockOff(report, now) });

  const host = await findHost(service, report, machine, record, from, now);
  told.host = host.path;
  const server = serverName(host);
  if (!opens(record.scope, { ...server, name: server.host })) {
    throw new Refused("other-scope", `the token is for ${scopeText(record.scope)}`);
  }
  const found = differences(host, report);
  const faults = found.filter(({ severity }) => severity === "error").map(({ message }) => message);
  if (faults.length > 0) throw new Refused("differs", faults.join("; "), PATIENCE);
  await requirePublished(service, host);
  if (!service.tokens.reserve(record, machine)) throw new Refused("token-used");

  const claim: Claim = {
    version: 1,
    host: host.path,
    identity: withoutUndefined({ machineId: report.machineId, serial: report.serial?.toLowerCase(), mac: host.mac }),
    key: csr.fingerprint,
    machine,
    token: record.id,
    claimed: now.toISOString(),
    installed: null,
    differences: found.map(({ message }) => message),
  };
  told.claim = await takeClaim(service, host, claim);
  service.unclaimed.forget(machine);
  return issue(service.authority, csr, server, now);
}

function checkToken({ tokens }: Service, text: string, now: Date, told: Findings): TokenRecord {
  const token = parseToken(text);
  if (!token) throw new Refused("token");
  told.token = token.id;
  const record = tokens.find(token);
  const fault = tokenFault(token, record, now);
  if (fault === "expired") throw new Refused("token-expired", `it was good until ${record?.expires}`);
  if (fault !== undefined || !record) throw new Refused("token");
  return record;
}

async function findHost(
  service: Service,
  report: HardwareReport,
  machine: string,
  { scope }: TokenRecord,
  from: string,
  now: Date,
): Promise<Host> {
  const known = await service.fleet.current(now.getTime());
  const match = matchIdentity(known.index, report);
  if (match.kind === "known") return match.host;
  if (match.kind === "ambiguous") {
    // Hosts of other regions are nobody's business who has a token for this one.
    const isOwn = match.hosts.every(({ site }) => site.region.name === scope.region);
    throw new Refused("ambiguous", isOwn ? match.conflict : undefined, PATIENCE);
  }
  if (!service.unclaimed.keep(machine, { region: scope.region, report, from, now })) {
    throw new Refused("too-many-unclaimed", undefined, PATIENCE);
  }
  throw new Refused(
    "unclaimed",
    `no site has the server ${machine.slice(0, 12)} yet; its hardware was written down`,
    PATIENCE,
  );
}

/** A host whose file nobody published, or whose engine installs servers from outside, has nothing to enrol for. */
async function requirePublished(service: Service, host: Host): Promise<void> {
  const known = await service.fleet.current(service.now().getTime());
  const enrolment = enrolmentOf(known, host);
  const files = await outside(service, "the published repositories", () => hostFiles(service.published, host));
  if (files.size === 0 || (enrolment && !files.has(enrolment.file)))
    throw new Refused("not-published", undefined, PATIENCE);
}

async function takeClaim(service: Service, host: Host, claim: Claim): Promise<ClaimVerdict> {
  const { verdict } = await outside(service, "the repository of claims", () =>
    service.claims.take(serverName(host), claim, identityOf(host)),
  );
  if (verdict === "taken") throw new Refused("claimed", `${host.name} is claimed by another server`, PATIENCE);
  return verdict;
}

function clockOff({ clock }: HardwareReport, now: Date): Findings {
  const off = clock - Math.floor(now.getTime() / 1000);
  return Math.abs(off) > CLOCK_TOLERANCE_S ? { clockOff: off } : {};
}

function withoutUndefined<T extends object>(value: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  return JSON.parse(JSON.stringify(value));
}
