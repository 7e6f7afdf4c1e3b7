/** What a server gets that has its host: files, secrets, a new certificate. Its certificate says who it is. */

import type { X509Certificate } from "node:crypto";
import { z } from "zod";
import type { Host } from "../constructs/host.ts";
import { checkRequest, issue, readServer } from "./authority.ts";
import { type Claim, holdsClaim } from "./decide/claim.ts";
import { identityOf } from "./decide/identity.ts";
import { Refused } from "./decide/refusals.ts";
import type { Findings } from "./enroll-server.ts";
import { hostFiles } from "./host-files.ts";
import { enrolmentOf } from "./served-fleet.ts";
import { outside, PATIENCE, type Service, serverName } from "./service.ts";

/** A server with its host, as Git has it now. */
export interface EnrolledServer {
  readonly host: Host;
  readonly claim: Claim;
}

/**
 * Looked up anew for each request: a released claim, or another server that the fleet names, ends all that a certificate
 * opened.
 *
 * @param certificate that TLS has verified; undefined when there was none
 */
export async function enrolledServer(
  service: Service,
  certificate: X509Certificate | undefined,
  told: Findings,
): Promise<EnrolledServer> {
  const read = certificate && readServer(certificate);
  if (!read) throw new Refused("certificate");
  const { server, fingerprint } = read;
  told.key = fingerprint;
  told.host = `${server.fleet}/${server.region}/${server.site}/${server.host}`;
  const { fleet } = await service.fleet.current(service.now().getTime());
  const host = fleet.regions
    .filter(({ name }) => name === server.region)
    .flatMap(({ sites }) => sites)
    .find(({ name }) => name === server.site)
    ?.hosts.find(({ name }) => name === server.host);
  if (!host || server.fleet !== fleet.spec.name) throw new Refused("certificate", "the fleet has no such host");
  const claim = await outside(service, "the repository of claims", () => service.claims.find(serverName(host)));
  if (!claim || !holdsClaim(claim, fingerprint, identityOf(host))) {
    throw new Refused("certificate", `${host.name} is not claimed by this server`);
  }
  return { host, claim };
}

/** @param name of a published file of the host */
export async function fileOfHost(service: Service, { host }: EnrolledServer, name: string): Promise<string> {
  const files = await outside(service, "the published repositories", () => hostFiles(service.published, host));
  const text = files.get(name);
  if (text === undefined && files.size > 0)
    throw new Refused("not-found", `the host has ${[...files.keys()].join(", ")}`);
  if (text === undefined) throw new Refused("not-published", undefined, PATIENCE);
  return text;
}

/** What the installed system is given besides its file, secrets among it. */
export async function registrationOf(service: Service, { host }: EnrolledServer): Promise<string> {
  const enrolment = enrolmentOf(await service.fleet.current(service.now().getTime()), host);
  if (!enrolment) throw new Refused("not-found", "the engine of this site gives servers nothing besides their files");
  const contents = new Map<string, string>();
  for (const { entry, property, file, content } of enrolment.secrets(host)) {
    const value = await outside(service, "the secret store", () => service.readSecret(entry, property));
    const text = value !== undefined && content ? content(value) : value;
    if (text === undefined)
      throw new Refused("secret-missing", `the entry ${entry} has no usable ${property}`, PATIENCE);
    contents.set(file, text);
  }
  return enrolment.registration(service.address, contents);
}

export const renewRequestSchema = z.strictObject({ csr: z.string().max(8000) });

/** The key stays the same, so that Git need not be told; a server that shall have another one enrols again. */
export async function renewCertificate(
  service: Service,
  { host, claim }: EnrolledServer,
  csr: string,
): Promise<string> {
  const request = await checkRequest(csr);
  if (request.fingerprint !== claim.key) throw new Refused("other-key");
  return issue(service.authority, request, serverName(host), service.now());
}

export async function markInstalled(service: Service, { host, claim }: EnrolledServer): Promise<void> {
  if (claim.installed !== null) return;
  await outside(service, "the repository of claims", () =>
    service.claims.markInstalled(serverName(host), claim, service.now()),
  );
}
