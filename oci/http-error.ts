/** Why no answer came, in words that name no host and hold no account. */
export class HttpError extends Error {
  /** Whether another try would end in the same way. */
  readonly isLasting: boolean;

  constructor(message: string, { isLasting = false }: { readonly isLasting?: boolean } = {}) {
    super(message);
    this.isLasting = isLasting;
  }
}

const stranger = "its certificate is of an authority that nobody here trusts";

/** By the codes of Node and OpenSSL. */
const certificates: Readonly<Record<string, string>> = {
  SELF_SIGNED_CERT_IN_CHAIN: stranger,
  DEPTH_ZERO_SELF_SIGNED_CERT: stranger,
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: stranger,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: stranger,
  CERT_HAS_EXPIRED: "its certificate has expired",
  ERR_TLS_CERT_ALTNAME_INVALID: "its certificate is for another name",
};

const connections: Readonly<Record<string, string>> = {
  ECONNREFUSED: "nothing listens there",
  ENOTFOUND: "no such name",
  EAI_AGAIN: "the name cannot be looked up",
  ECONNRESET: "the connection was cut",
  EHOSTUNREACH: "no route leads there",
  ENETUNREACH: "no route leads there",
  ETIMEDOUT: "no connection in time",
};

/** What Node says of a request that failed. */
export function httpError(error: NodeJS.ErrnoException): HttpError {
  if (error instanceof HttpError) return error;
  const { code = "", message } = error;
  const ofCertificate = certificates[code];
  return new HttpError(ofCertificate ?? connections[code] ?? (code || message), {
    isLasting: ofCertificate !== undefined,
  });
}
