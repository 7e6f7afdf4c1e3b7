/** What the service answers in place of what was asked for. */

export interface Refusal {
  /** Status code of HTTP. */
  readonly status: number;
  readonly title: string;
  /** What whoever stands before the server, or runs the service, does next. */
  readonly next: string;
}

/** By code. The guide has the same table, and a test holds it. */
export const refusals = {
  malformed: {
    status: 400,
    title: "the request cannot be read",
    next: "use the installer of the same version as the service",
  },
  csr: {
    status: 400,
    title: "the certificate request is not one of an EC key P-256 or P-384, or not signed by its own key",
    next: "make a new key and a new request",
  },
  token: {
    status: 401,
    title: "the token opens nothing here",
    next: "compare it with the paper, or make another one with flotilla enroll token",
  },
  "token-expired": {
    status: 401,
    title: "the token has expired",
    next: "make another one with flotilla enroll token",
  },
  "token-used": {
    status: 403,
    title: "the token was for one server, and another one has used it",
    next: "find out which: the claims and the audit log name it; then make another token",
  },
  "other-scope": {
    status: 403,
    title: "the token does not open this host",
    next: "take a token of the host's own region, or the one made for this host",
  },
  unclaimed: {
    status: 202,
    title: "no site has this server yet; its hardware was written down",
    next: "take it up with flotilla enroll list --format yaml, by a change of its zone file; the server asks again by itself",
  },
  "too-many-unclaimed": {
    status: 503,
    title: "no site has this server, and the list of those that nobody has is full",
    next: "take up or forget some: flotilla enroll list, flotilla enroll forget",
  },
  ambiguous: {
    status: 409,
    title: "the server is not what the fleet says that it is",
    next: "correct machineId, serial or mac in the zone file; the server asks again by itself",
  },
  differs: {
    status: 409,
    title: "the hardware does not fit what the site declares",
    next: "correct the zone file, or the server; it asks again by itself",
  },
  claimed: {
    status: 409,
    title: "another server has this host",
    next: "where that one is gone: flotilla enroll release; where both are there, two servers have one identity",
  },
  "not-published": {
    status: 503,
    title: "nothing is published for this host yet",
    next: "publish its site, as shipped or active; the server asks again by itself",
  },
  away: {
    status: 503,
    title: "a system that the service needs does not answer",
    next: "look at the service's log; the server asks again by itself",
  },
  "secret-missing": {
    status: 503,
    title: "the secret store lacks an entry of this host",
    next: "put it there; the server asks again by itself",
  },
  certificate: {
    status: 401,
    title: "this needs the certificate of a server that has its host",
    next: "enrol the server again: flotilla enroll release, then boot it from the medium",
  },
  "other-key": {
    status: 403,
    title: "the request is of another key than the certificate",
    next: "make the request with the key of the certificate",
  },
  "not-found": { status: 404, title: "there is nothing under this address", next: "see docs/guide-enroll.md" },
  "too-often": {
    status: 429,
    title: "this address asks too often",
    next: "wait as long as Retry-After says",
  },
  unexpected: {
    status: 500,
    title: "a fault of Flotilla",
    next: "look at the service's log; the server asks again by itself",
  },
} as const satisfies Readonly<Record<string, Refusal>>;

export type RefusalCode = keyof typeof refusals;

/** Thrown where a request ends without what it asked for. */
export class Refused extends Error {
  readonly code: RefusalCode;
  /** Seconds after which it makes sense to ask again. */
  readonly retryAfter: number | undefined;

  /** @param detail what was found here, for the one who asks; never a secret */
  constructor(code: RefusalCode, detail?: string, retryAfter?: number) {
    super(detail ?? refusals[code].title);
    this.code = code;
    this.retryAfter = retryAfter;
  }
}

/** As RFC 9457 (problem details) has it, with `code` and `next` as members of our own. */
export function problemOf({ code, message }: Refused) {
  const { status, title, next } = refusals[code];
  return { type: "about:blank", status, title, detail: message, code: `enroll/${code}`, next };
}
