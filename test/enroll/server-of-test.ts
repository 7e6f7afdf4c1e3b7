import "reflect-metadata";
import { generateKeyPairSync, type KeyObject } from "node:crypto";
import { request } from "node:https";
import { cryptoProvider, Pkcs10CertificateRequestGenerator } from "@peculiar/x509";
import type { z } from "zod";
import type { hardwareReportSchema } from "../../enroll/decide/hardware-report.ts";
import type { RunningService } from "./service-of-test.ts";

cryptoProvider.set(globalThis.crypto);

export type Report = z.input<typeof hardwareReportSchema>;

/** What the one server of the small fleet says of itself. */
export function reportOf(changes: Partial<Report> = {}): Report {
  return {
    machineId: "4c4c4544-0051-3110-8052-b4c04f4e3332",
    serial: "CZ21470ABC",
    arch: "amd64",
    cpu: 8,
    memoryKiB: 16_000_000,
    boot: "uefi",
    nics: [{ name: "eno1", mac: "02:44:0c:00:00:01" }],
    disks: [
      { path: "/dev/nvme0n1", links: ["/dev/disk/by-id/nvme-a"], bytes: 480e9, serial: "S4EVNX0N", rotational: false },
    ],
    devices: ["sriov", "ptp"],
    clock: Math.floor(Date.now() / 1000),
    ...changes,
  };
}

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly text: string;
  /** `enroll/claimed`; undefined for an answer that is no problem. */
  readonly code: string | undefined;
  readonly detail: string | undefined;
}

/** A server with a key of its own. */
export class PlayedServer {
  #service: Pick<RunningService, "port" | "authority">;
  readonly #key: KeyObject;
  readonly #csr: Promise<string>;
  /** PEM, once it has one. */
  certificate: string | undefined;

  constructor(service: Pick<RunningService, "port" | "authority">) {
    this.#service = service;
    const pair = generateKeyPairSync("ec", { namedCurve: "P-256" });
    this.#key = pair.privateKey;
    this.#csr = requestOf(pair.privateKey, pair.publicKey);
  }

  async enrol(token: string, changes: Partial<Report> = {}): Promise<Answer> {
    const answer = await this.send("/v1/enroll", { token, csr: await this.#csr, report: reportOf(changes) });
    if (answer.status === 200) this.certificate = answer.text;
    return answer;
  }

  /** The same server, which finds another service at the address. */
  towards(service: Pick<RunningService, "port" | "authority">): this {
    this.#service = service;
    return this;
  }

  /** Its certificate request: DER in base64. */
  get csr(): Promise<string> {
    return this.#csr;
  }

  async renew(csr?: string): Promise<Answer> {
    return this.send("/v1/host/certificate", { csr: csr ?? (await this.#csr) });
  }

  /** @param body undefined for a GET; a text goes as it is */
  send(path: string, body?: unknown, method = body === undefined ? "GET" : "POST"): Promise<Answer> {
    const text = body === undefined || typeof body === "string" ? body : JSON.stringify(body);
    return new Promise((resolve, reject) => {
      const call = request(
        {
          host: "127.0.0.1",
          servername: "localhost",
          port: this.#service.port,
          path,
          method,
          ca: this.#service.authority,
          agent: false,
          headers: text === undefined ? {} : { "content-type": "application/json" },
          ...(this.certificate !== undefined && {
            cert: this.certificate,
            key: this.#key.export({ type: "pkcs8", format: "pem" }),
          }),
        },
        (response) => {
          const chunks: Buffer[] = [];
          response.on("data", (chunk: Buffer) => chunks.push(chunk));
          response.on("error", reject);
          response.on("end", () =>
            resolve(answerOf(response.statusCode ?? 0, response.headers, Buffer.concat(chunks).toString())),
          );
        },
      );
      call.on("error", reject);
      call.end(text);
    });
  }
}

function answerOf(status: number, headers: Record<string, unknown>, text: string): Answer {
  const isProblem = String(headers["content-type"]).startsWith("application/problem+json");
  const { code, detail } = isProblem ? JSON.parse(text) : {};
  return { status, headers, text, code, detail };
}

async function requestOf(privateKey: KeyObject, publicKey: KeyObject): Promise<string> {
  const algorithm = { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" };
  const der = (key: KeyObject, type: "pkcs8" | "spki") =>
    key.export({ type, format: "der" } as never) as unknown as Buffer;
  const keys = {
    privateKey: await crypto.subtle.importKey("pkcs8", der(privateKey, "pkcs8"), algorithm, false, ["sign"]),
    publicKey: await crypto.subtle.importKey("spki", der(publicKey, "spki"), algorithm, true, ["verify"]),
  };
  const made = await Pkcs10CertificateRequestGenerator.create({ name: "CN=server", keys, signingAlgorithm: algorithm });
  return Buffer.from(made.rawData).toString("base64");
}
