/** Puts the service together out of its state folder and what it was told. */

import { isIP } from "node:net";
import { isAbsolute, resolve } from "node:path";
import type { Diagnostic } from "../model/diagnostic.ts";
import type { RunSettings } from "../pipeline/settings.ts";
import { auditTo } from "./audit.ts";
import { type KeyPair, makeAuthority, makeServiceCertificate } from "./authority.ts";
import { ClaimRepository } from "./claim-repository.ts";
import type { TlsFiles } from "./https-server.ts";
import { pairText, readCertificate, readPair } from "./key-pair-file.ts";
import { secretFolder } from "./secret-folder.ts";
import type { ReadSecret } from "./secret-store.ts";
import { ServedFleet } from "./served-fleet.ts";
import type { Service } from "./service.ts";
import { StateFolder } from "./state-folder.ts";
import { TokenStore } from "./token-store.ts";
import { Unclaimed } from "./unclaimed.ts";
import { vault } from "./vault.ts";

export interface ServiceSettings {
  readonly run: RunSettings;
  /** Absolute path of its own folder. */
  readonly state: string;
  /** `https://enroll.panji.example:8443` */
  readonly url: URL;
  /** Repository of claims. */
  readonly claims: string;
  /** Base of the published repositories; absent: the fleet's own. */
  readonly published: string | undefined;
  /** A folder, or a URL of Vault with the mount as its path. */
  readonly secrets: string;
  /** File with Vault's token. */
  readonly vaultToken: string | undefined;
  /** The service's own certificate and key, when another authority vouches for it. */
  readonly certificate: KeyPair | undefined;
  readonly now: () => Date;
  readonly tell: (line: string) => void;
  readonly tellFaults: (diagnostics: readonly Diagnostic[]) => void;
}

/** Whichever it is given from outside stays; one of its own is made once. */
const AUTHORITY = "authority.pem";
const OWN_CERTIFICATE = "service.pem";
const RENEW_BEFORE_MS = 180 * 86_400_000;

/** @returns the faults of the fleet's files when it cannot begin */
export async function openService(
  settings: ServiceSettings,
): Promise<{ readonly service: Service; readonly tls: TlsFiles } | readonly Diagnostic[]> {
  const { now, tell, url } = settings;
  const fleet = await ServedFleet.open(settings.run, now().getTime(), settings.tellFaults);
  if (!(fleet instanceof ServedFleet)) return fleet;
  const { spec } = (await fleet.current(now().getTime())).fleet;
  const state = new StateFolder(settings.state);
  const authority = await openAuthority(state, spec.name, now());
  const own =
    settings.certificate ?? (await openCertificate(state, authority, url.hostname.replace(/^\[|\]$/g, ""), now()));
  const service: Service = {
    address: { url: url.origin, authority: authority.certificate },
    authority,
    fleet,
    tokens: new TokenStore(state),
    unclaimed: new Unclaimed(state),
    claims: new ClaimRepository(settings.claims, spec.name),
    published: settings.published ?? spec.repositories,
    readSecret: openSecrets(settings),
    audit: auditTo(state.path("audit.jsonl"), now),
    now,
    tell,
  };
  return { service, tls: { ...own, authority: authority.certificate } };
}

/** The authority of a state folder, made when there is none. */
export async function openAuthority(state: StateFolder, fleet: string, now: Date): Promise<KeyPair> {
  if (state.read(AUTHORITY) === undefined) state.create(AUTHORITY, pairText(await makeAuthority(fleet, now)));
  return readPair(state, AUTHORITY);
}

async function openCertificate(state: StateFolder, authority: KeyPair, host: string, now: Date): Promise<KeyPair> {
  const isGood = (pair: KeyPair) => {
    const certificate = readCertificate(pair);
    const names = isIP(host) ? certificate.checkIP(host) : certificate.checkHost(host);
    // One of an authority that was replaced opens nothing: media carry the new one.
    const isIssued = certificate.verify(readCertificate(authority).publicKey);
    return isIssued && names !== undefined && certificate.validToDate.getTime() - now.getTime() > RENEW_BEFORE_MS;
  };
  if (state.read(OWN_CERTIFICATE) === undefined || !isGood(readPair(state, OWN_CERTIFICATE))) {
    state.write(OWN_CERTIFICATE, pairText(await makeServiceCertificate(authority, [host], now)));
  }
  return readPair(state, OWN_CERTIFICATE);
}

function openSecrets({ secrets, vaultToken }: ServiceSettings): ReadSecret {
  const url = /^https?:\/\//.test(secrets) ? new URL(secrets) : undefined;
  if (!url) return secretFolder(isAbsolute(secrets) ? secrets : resolve(secrets));
  return vault({ address: url.origin, mount: url.pathname.replaceAll(/^\/+|\/+$/g, ""), tokenFile: vaultToken ?? "" });
}
