import { createHash } from "node:crypto";
import { createServer, type ServerResponse } from "node:http";
import { listen, stopServer, urlOf } from "./git-server.ts";
import { chartConfig, standInChart } from "./stand-in-chart.ts";
import { tarball } from "./tar.ts";

/** An OCI registry on loopback that has every chart in every version, as a stand-in. */
export interface ChartRegistry {
  /** `127.0.0.1:PORT`, as fleets name registries. */
  readonly host: string;
  readonly stop: () => Promise<void>;
}

interface Content {
  readonly type: string;
  readonly bytes: Buffer;
}

const MANIFEST = "application/vnd.oci.image.manifest.v1+json";
const CONFIG = "application/vnd.cncf.helm.config.v1+json";
const CHART = "application/vnd.cncf.helm.chart.content.v1.tar+gzip";

/** Files of a chart by path, of whatever version. */
export type ChartFiles = (name: string, version: string) => Readonly<Record<string, string>>;

/**
 * Answers what is needed to pull (OCI distribution specification 1.1: manifests and blobs).
 *
 * @param port 0 is a free one
 * @param charts by name; all others are stand-ins
 */
export async function startChartRegistry(
  port = 0,
  charts: Readonly<Record<string, ChartFiles>> = {},
): Promise<ChartRegistry> {
  const stored = new Map<string, Content>();
  const store = (content: Content) => {
    const digest = digestOf(content.bytes);
    stored.set(digest, content);
    return { mediaType: content.type, digest, size: content.bytes.length };
  };
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? "/", "http://127.0.0.1").pathname;
    const [, name, what, reference] = /^\/v2\/(.+)\/(manifests|blobs)\/([^/]+)$/.exec(path) ?? [];
    if (name === undefined || reference === undefined) {
      response.writeHead(path === "/v2/" ? 200 : 404, { "content-type": "application/json" }).end("{}");
      return;
    }
    const known = stored.get(reference);
    const content = known ?? (what === "manifests" ? makeChart(name, reference, charts, store) : undefined);
    send(response, content, request.method === "HEAD");
  });
  await listen(server, port);
  return { host: urlOf(server).replace("http://", ""), stop: () => stopServer(server) };
}

function makeChart(
  name: string,
  tag: string,
  charts: Readonly<Record<string, ChartFiles>>,
  store: (content: Content) => object,
): Content {
  const chart = name.slice(name.lastIndexOf("/") + 1);
  const make = charts[chart] ?? standInChart;
  const files = Object.entries(make(chart, tag)).map(([path, text]) => [`${chart}/${path}`, text]);
  const layer = store({ type: CHART, bytes: tarball(Object.fromEntries(files)) });
  const config = store({ type: CONFIG, bytes: Buffer.from(JSON.stringify(chartConfig(chart, tag))) });
  const manifest = { schemaVersion: 2, mediaType: MANIFEST, config, layers: [layer] };
  const content = { type: MANIFEST, bytes: Buffer.from(JSON.stringify(manifest)) };
  store(content);
  return content;
}

function send(response: ServerResponse, content: Content | undefined, isHead: boolean) {
  if (content === undefined) {
    response.writeHead(404).end();
    return;
  }
  response.writeHead(200, {
    "content-type": content.type,
    "content-length": content.bytes.length,
    "docker-content-digest": digestOf(content.bytes),
  });
  response.end(isHead ? undefined : content.bytes);
}

function digestOf(bytes: Buffer): string {
  return `sha256:${createHash("sha256").update(bytes).digest("hex")}`;
}
