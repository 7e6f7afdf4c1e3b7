/** The Prometheus of a hub as it is published, on loopback: what sites ship their series to. */

import { mkdirSync, writeFileSync } from "node:fs";
import { Agent, request } from "node:https";
import { join } from "node:path";
import { type Child, lastWords, startChild } from "./child.ts";
import { freePorts } from "./ports.ts";
import type { IssuedCertificate } from "./private-authority.ts";
import { programOf } from "./programs.ts";
import { until } from "./until.ts";

export interface MetricsReceiver {
  /** `127.0.0.1:PORT` */
  readonly host: string;
  /** Shows another certificate from the next connection on, as when a Secret is renewed. */
  readonly show: (server: IssuedCertificate) => void;
  /** Answers a query of PromQL, asked with this certificate. @returns series with their labels and values */
  readonly query: (client: IssuedCertificate, text: string) => Promise<readonly Series[]>;
  readonly stop: () => Promise<void>;
}

interface Series {
  readonly metric: Readonly<Record<string, string>>;
  /** Seconds since 1970 and the value, of a query over a range. */
  readonly values?: readonly (readonly [number, string])[];
}

export interface ReceiverParts {
  /** Texts of the hub's ConfigMap by name. */
  readonly configuration: Readonly<Record<string, string>>;
  /** PEM of whoever signs those that may send. */
  readonly authority: string;
  readonly server: IssuedCertificate;
  /** Of one who may ask. */
  readonly reader: IssuedCertificate;
}

/** Starts it below `folder`; resolves when it answers. */
export async function startMetricsReceiver(
  folder: string,
  { configuration, authority, server, reader }: ReceiverParts,
): Promise<MetricsReceiver> {
  const home = join(folder, "receiver");
  mkdirSync(home);
  const show = ({ cert, key }: IssuedCertificate) => {
    writeFileSync(join(home, "tls.crt"), cert);
    writeFileSync(join(home, "tls.key"), key);
  };
  writeFileSync(join(home, "ca.crt"), authority);
  show(server);
  for (const [name, text] of Object.entries(configuration)) {
    // The folders of its pod are one here; what a hub shows to the centre is what it shows to sites.
    writeFileSync(join(home, name), text.replace(/\/etc\/(?:receiver|upstream-client|prometheus)\//g, `${home}/`));
  }
  const [port = 0] = await freePorts(1);
  const host = `127.0.0.1:${port}`;
  const child = startChild({
    name: "prometheus",
    program: await programOf("prometheus"),
    args: [
      `--config.file=${home}/prometheus.yml`,
      `--web.config.file=${home}/web.yml`,
      "--web.enable-remote-write-receiver",
      `--storage.tsdb.path=${home}/data`,
      `--web.listen-address=${host}`,
    ],
    folder: home,
  });
  const query = (client: IssuedCertificate, text: string) => ask(host, authority, client, text);
  await untilAnswers(child, () => query(reader, "vector(1)"));
  return { host, show, query, stop: () => child.stop() };
}

async function untilAnswers(child: Child, look: () => Promise<unknown>): Promise<void> {
  await until("the receiver answers", async () => {
    if (!child.isRunning()) throw new Error(lastWords(child));
    await look();
    return true;
  });
}

function ask(host: string, ca: string, { cert, key }: IssuedCertificate, text: string): Promise<readonly Series[]> {
  const agent = new Agent({ ca, cert, key, keepAlive: false });
  return new Promise((resolve, reject) => {
    const url = `https://${host}/api/v1/query?query=${encodeURIComponent(text)}`;
    const asked = request(url, { agent }, (answer) => {
      let body = "";
      answer.setEncoding("utf8").on("data", (chunk: string) => {
        body += chunk;
      });
      answer.on("end", () => {
        const { data, error } = JSON.parse(body) as { data?: { result: readonly Series[] }; error?: string };
        if (data) resolve(data.result);
        else reject(new Error(error ?? body));
      });
    });
    asked.on("error", reject).end();
  });
}
