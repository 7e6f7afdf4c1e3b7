/** The HTTPS side of the service: routes, limits, problems, audit. */

import type { TLSSocket } from "node:tls";
import fastify, { type FastifyInstance, type FastifyRequest } from "fastify";
import type { z } from "zod";
import { RateLimiter } from "./decide/rate-limit.ts";
import { problemOf, Refused, refusals } from "./decide/refusals.ts";
import { enrolRequestSchema, enrolServer, type Findings } from "./enroll-server.ts";
import {
  type EnrolledServer,
  enrolledServer,
  fileOfHost,
  markInstalled,
  registrationOf,
  renewCertificate,
  renewRequestSchema,
} from "./enrolled-server.ts";
import type { Service } from "./service.ts";

/** Largest body; a report of a server with all its disks has some 20 KiB. */
const BODY_BYTES = 128 * 1024;
const REQUEST_MS = 30_000;
/** All servers of a region may come from one address, that of a gateway. */
const REQUESTS = { limit: 300, windowMs: 60_000 };
/** Tokens that opened nothing; more of them is somebody who guesses. */
const WRONG_TOKENS = { limit: 30, windowMs: 60_000 };

const PEM = "application/pem-certificate-chain";
const CLOUD_CONFIG = "text/cloud-config; charset=utf-8";

export interface TlsFiles {
  /** PEM: of the service's own certificate, and of the certificate with all that leads to its authority. */
  readonly key: string;
  readonly certificate: string;
  /** PEM of the authority that vouches for servers. */
  readonly authority: string;
}

/** Not yet listening. */
export function httpsServer(service: Service, { key, certificate, authority }: TlsFiles): FastifyInstance {
  const app = fastify({
    https: {
      key,
      cert: certificate,
      ca: authority,
      requestCert: true,
      rejectUnauthorized: false,
      minVersion: "TLSv1.2",
    },
    bodyLimit: BODY_BYTES,
    requestTimeout: REQUEST_MS,
    connectionTimeout: REQUEST_MS,
    // What it would log of a request is more than the audit log may hold.
    logger: false,
  });
  const all = new RateLimiter(REQUESTS);
  const wrong = new RateLimiter(WRONG_TOKENS);

  app.addHook("onRequest", async ({ ip }) => {
    const now = service.now().getTime();
    const wait = all.take(ip, now) ?? wrong.waiting(ip, now);
    if (wait !== undefined) throw new Refused("too-often", undefined, Math.ceil(wait / 1000));
  });

  /** Whatever becomes of a request is in the audit log before its answer goes out. */
  const audited =
    <Answer>(event: string, answer: (request: FastifyRequest, told: Findings) => Promise<Answer>) =>
    async (request: FastifyRequest) => {
      const told: Findings = {};
      try {
        const given = await answer(request, told);
        service.audit({ event, from: request.ip, outcome: "granted", ...told });
        return given;
      } catch (error) {
        const refused = error instanceof Refused ? error : undefined;
        service.audit({
          event,
          from: request.ip,
          outcome: refused?.code ?? "unexpected",
          detail: refused?.message,
          ...told,
        });
        if (refused?.code === "token") wrong.take(request.ip, service.now().getTime());
        throw error;
      }
    };
  const enrolled = <Answer>(
    event: string,
    answer: (server: EnrolledServer, request: FastifyRequest) => Promise<Answer>,
  ) =>
    audited(event, async (request, told) =>
      answer(await enrolledServer(service, certificateOf(request), told), request),
    );

  app.post("/v1/enroll", async (request, reply) => {
    const chain = await audited("enroll", (_, told) =>
      enrolServer(service, bodyOf(enrolRequestSchema, request), request.ip, told),
    )(request);
    return reply.type(PEM).send(chain);
  });
  app.get<{ Params: { readonly name: string } }>("/v1/host/files/:name", async (request, reply) => {
    const text = await enrolled("files", (server) => fileOfHost(service, server, request.params.name))(request);
    return reply.type("text/plain; charset=utf-8").send(text);
  });
  app.get("/v1/host/registration", async (request, reply) => {
    const text = await enrolled("registration", (server) => registrationOf(service, server))(request);
    return reply.type(CLOUD_CONFIG).header("cache-control", "no-store").send(text);
  });
  app.post("/v1/host/certificate", async (request, reply) => {
    const renew = (server: EnrolledServer) =>
      renewCertificate(service, server, bodyOf(renewRequestSchema, request).csr);
    return reply.type(PEM).send(await enrolled("renew", renew)(request));
  });
  app.post("/v1/host/installed", async (request, reply) => {
    await enrolled("installed", (server) => markInstalled(service, server))(request);
    return reply.status(204).send();
  });
  app.get("/v1/health", async () => ({ status: "ok" }));

  app.setNotFoundHandler(() => {
    throw new Refused("not-found");
  });
  app.setErrorHandler((error: Error & { readonly statusCode?: number }, _, reply) => {
    const refused = asRefused(error, service);
    if (refused.retryAfter !== undefined) reply.header("retry-after", String(refused.retryAfter));
    return reply
      .status(refusals[refused.code].status)
      .type("application/problem+json; charset=utf-8")
      .send(JSON.stringify(problemOf(refused)));
  });
  return app;
}

/** Fastify's own refusals, of a body that is too large or no JSON, are of a request that cannot be read. */
function asRefused(error: Error & { readonly statusCode?: number }, { tell }: Service): Refused {
  if (error instanceof Refused) return error;
  if (error.statusCode !== undefined && error.statusCode < 500) return new Refused("malformed");
  tell(`unexpected: ${error.message}`);
  return new Refused("unexpected");
}

function bodyOf<Schema extends z.ZodType>(schema: Schema, { body }: FastifyRequest): z.output<Schema> {
  const parsed = schema.safeParse(body);
  if (parsed.success) return parsed.data;
  // The path alone: a value may be the token.
  const [issue] = parsed.error.issues;
  throw new Refused("malformed", `the request cannot be read at ${issue?.path.join(".") || "its beginning"}`);
}

/** The certificate of who asks, once TLS has verified it. */
function certificateOf({ raw }: FastifyRequest) {
  const socket = raw.socket as TLSSocket;
  return socket.authorized ? socket.getPeerX509Certificate() : undefined;
}
