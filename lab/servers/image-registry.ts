import { mkdirSync, writeFileSync } from "node:fs";
import { request } from "node:http";
import { join } from "node:path";
import { dump } from "js-yaml";
import type { Blob, Image } from "../node/image.ts";
import { type Child, startChild } from "./child.ts";
import { freePorts } from "./ports.ts";
import { programOf } from "./programs.ts";
import { until } from "./until.ts";

/** A registry of images that asks who its users are. */
export interface ImageRegistry {
  /** `http://127.0.0.1:PORT` */
  readonly url: string;
  /** The one account, as Docker's own file has it: base64 of `name:password`. */
  readonly account: string;
  /** Stores an image under a name without the registry; resolves to its digest. */
  readonly push: (name: string, tag: string, image: Image) => Promise<string>;
  readonly stop: () => Promise<void>;
}

/** Name and password of the account, and as htpasswd(1) writes them with bcrypt. */
const account = { plain: "site:lab", line: "site:$2y$05$flotillaXlabXregistryOinnNqrUmz5CQGRca1CTgdZLWCCguUHC" };

/** Starts the registry on loopback with its data below `parent`. */
export async function startImageRegistry(parent: string): Promise<ImageRegistry> {
  const folder = join(parent, "registry");
  mkdirSync(folder);
  const [port = 0] = await freePorts(1);
  const users = join(folder, "htpasswd");
  writeFileSync(users, `${account.line}\n`);
  const settings = join(folder, "config.yaml");
  writeFileSync(
    settings,
    dump({
      version: 0.1,
      log: { level: "warn", accesslog: { disabled: true } },
      storage: { filesystem: { rootdirectory: join(folder, "data") }, delete: { enabled: true } },
      http: { addr: `127.0.0.1:${port}`, relativeurls: true },
      auth: { htpasswd: { realm: "mirror", path: users } },
    }),
  );
  const child: Child = startChild({
    name: "registry",
    program: await programOf("registry"),
    args: ["serve", settings],
    env: { OTEL_TRACES_EXPORTER: "none" },
    folder,
  });
  const url = `http://127.0.0.1:${port}`;
  /** A repository that has the content, by digest. */
  const places = new Map<string, string>();
  const encoded = Buffer.from(account.plain).toString("base64");
  const ask = (method: string, path: string, body?: Buffer, type = "application/octet-stream") =>
    send(new URL(path, url), method, { authorization: `Basic ${encoded}`, "content-type": type }, body);
  await until(`the registry answers (log: ${child.log})`, async () => (await ask("GET", "/v2/")).status === 200);
  return {
    url,
    account: encoded,
    push: async (name, tag, { manifest, blobs }) => {
      for (const blob of blobs) {
        await pushBlob(ask, name, blob, places.get(blob.digest));
        places.set(blob.digest, name);
      }
      const put = await ask("PUT", `/v2/${name}/manifests/${tag}`, manifest.bytes, manifest.type);
      if (put.status !== 201) throw new Error(`the registry refuses ${name}:${tag} with ${put.status}`);
      return manifest.digest;
    },
    stop: () => child.stop(),
  };
}

interface Answer {
  readonly status: number;
  readonly location: string;
}

type Ask = (method: string, path: string, body?: Buffer, type?: string) => Promise<Answer>;

/** @param from a repository that has it already */
async function pushBlob(ask: Ask, name: string, { digest, bytes }: Blob, from: string | undefined) {
  if (from === name) return;
  const mount = from === undefined ? "" : `?mount=${digest}&from=${from}`;
  const { status: begun, location } = await ask("POST", `/v2/${name}/blobs/uploads/${mount}`);
  if (begun === 201) return;
  const { status } = await ask("PUT", `${location}${location.includes("?") ? "&" : "?"}digest=${digest}`, bytes);
  if (status !== 201) throw new Error(`the registry refuses ${digest} of ${name} with ${status}`);
}

function send(url: URL, method: string, headers: Readonly<Record<string, string>>, body?: Buffer): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const length = { "content-length": String(body?.length ?? 0) };
    const outgoing = request(url, { method, headers: { ...headers, ...length } }, (response) => {
      response.resume();
      response.on("end", () => {
        resolve({ status: response.statusCode ?? 0, location: response.headers.location ?? "" });
      });
      response.on("error", reject);
    });
    outgoing.on("error", reject);
    outgoing.end(body);
  });
}
