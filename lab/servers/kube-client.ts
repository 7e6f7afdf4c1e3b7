/** A small client of the Kubernetes API. */

import { Agent, request } from "node:https";
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";
import type { JsonObject } from "../../model/json.ts";
import type { KubernetesObject } from "../../model/manifest.ts";

/** An object as the API server gives it back. */
export interface StoredObject extends KubernetesObject {
  readonly metadata: KubernetesObject["metadata"] & {
    readonly uid: string;
    readonly resourceVersion: string;
    readonly generation?: number;
    readonly deletionTimestamp?: string;
  };
  readonly status?: JsonObject;
}

/** What identifies an object in a cluster. */
export interface ObjectKey {
  readonly apiVersion: string;
  readonly kind: string;
  readonly name: string;
  readonly namespace?: string | undefined;
}

export function keyOf({ apiVersion, kind, metadata: { name, namespace } }: KubernetesObject): ObjectKey {
  return { apiVersion, kind, name, ...(namespace !== undefined && { namespace }) };
}

/** The API server refused; the message is its own. */
export class Refused extends Error {
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

export interface ApplyOptions {
  readonly dryRun?: boolean;
  /** Acts as this user, such as `system:serviceaccount:flux-system:flotilla-tenant-retail`. */
  readonly as?: string;
  /** And as a member of this group alone. */
  readonly group?: string;
}

export interface WatchEvent {
  readonly type: string;
  readonly object: Pick<StoredObject, "metadata">;
}

interface Resource {
  readonly name: string;
  readonly kind: string;
  readonly namespaced: boolean;
}

/** Talks to one API server with a bearer token, over connections that are kept open. */
export class KubeClient {
  readonly #url: string;
  readonly #token: string;
  readonly #agent: Agent;
  /** A watch keeps its connection. */
  readonly #watchAgent: Agent;
  readonly #resources = new Map<string, Promise<readonly Resource[]>>();

  constructor(url: string, token: string, ca: string) {
    this.#url = url;
    this.#token = token;
    this.#agent = new Agent({ keepAlive: true, maxSockets: 8, ca });
    this.#watchAgent = new Agent({ ca });
  }

  /** Server-side apply by field manager `lab`, with strict validation. @throws Refused */
  async apply(object: KubernetesObject, { dryRun = false, as, group }: ApplyOptions = {}): Promise<StoredObject> {
    const query = `fieldManager=lab&force=true&fieldValidation=Strict${dryRun ? "&dryRun=All" : ""}`;
    const path = `${await this.#pathOf(keyOf(object))}?${query}`;
    const headers = {
      "content-type": "application/apply-patch+yaml",
      ...(as !== undefined && { "impersonate-user": as }),
      ...(group !== undefined && { "impersonate-group": group }),
    };
    return (await this.call("PATCH", path, object, headers)) as StoredObject;
  }

  /** The object; undefined when there is none of that name or kind. */
  async tryGet(key: ObjectKey): Promise<StoredObject | undefined> {
    return orNothing(async () => (await this.call("GET", await this.#pathOf(key))) as StoredObject);
  }

  /** Every object of a kind, in one namespace or all; none when the kind is unknown. */
  async list(apiVersion: string, kind: string, selector = "", namespace?: string): Promise<readonly StoredObject[]> {
    const answer = await orNothing(async () => {
      const path = await this.#collection({ apiVersion, kind, namespace });
      return (await this.call("GET", `${path}?labelSelector=${encodeURIComponent(selector)}`)) as {
        readonly items: readonly StoredObject[];
      };
    });
    return (answer?.items ?? []).map((item) => ({ ...item, apiVersion, kind }));
  }

  /** Deletes it; no error when it is gone already. */
  async delete(key: ObjectKey): Promise<void> {
    await orNothing(async () => this.call("DELETE", await this.#pathOf(key)));
  }

  /** JSON merge patch, of a subresource such as `status` when one is named. */
  async merge(key: ObjectKey, patch: unknown, subresource = ""): Promise<StoredObject> {
    const path = `${await this.#pathOf(key)}${subresource === "" ? "" : `/${subresource}`}`;
    return (await this.call("PATCH", path, patch, {
      "content-type": "application/merge-patch+json",
    })) as StoredObject;
  }

  /** One request; resolves to the parsed answer. Asked to come later, it does. @throws Refused when not 2xx. */
  async call(method: string, path: string, body?: unknown, headers: Readonly<Record<string, string>> = {}) {
    for (let rest = 60; ; rest--) {
      try {
        return await this.#send(method, path, body, headers);
      } catch (error) {
        if (!(error instanceof Refused && error.status === 429 && rest > 0)) throw error;
        await sleep(500);
      }
    }
  }

  #send(method: string, path: string, body: unknown, headers: Readonly<Record<string, string>>): Promise<unknown> {
    return new Promise((resolve, reject) => {
      const authorization = `Bearer ${this.#token}`;
      const outgoing = request(
        `${this.#url}${path}`,
        { method, agent: this.#agent, headers: { authorization, "content-type": "application/json", ...headers } },
        (response) => {
          const chunks: Buffer[] = [];
          response.on("data", (chunk: Buffer) => chunks.push(chunk));
          response.on("error", reject);
          response.on("end", () => {
            const text = Buffer.concat(chunks).toString("utf8");
            const status = response.statusCode ?? 0;
            if (status < 200 || status > 299) return reject(new Refused(status, messageOf(text)));
            resolve(text.startsWith("{") ? JSON.parse(text) : text);
          });
        },
      );
      outgoing.setTimeout(30_000, () => outgoing.destroy(new Error(`${method} ${path}: no answer in 30 s`)));
      outgoing.on("error", reject);
      outgoing.end(body === undefined ? undefined : JSON.stringify(body));
    });
  }

  /**
   * Follows a watch; resolves once the server has taken it, to a function that ends it. `onEnd` is told when the server
   * ends it instead.
   */
  watch(path: string, onEvent: (event: WatchEvent) => void, onEnd: () => void, accept: string): Promise<() => void> {
    return new Promise((resolve, reject) => {
      const headers = { authorization: `Bearer ${this.#token}`, accept };
      const outgoing = request(`${this.#url}${path}`, { agent: this.#watchAgent, headers }, (response) => {
        if (response.statusCode !== 200) {
          outgoing.destroy();
          return reject(new Refused(response.statusCode ?? 0, `watching ${path}`));
        }
        let isStopped = false;
        const lines = createInterface({ input: response });
        lines.on("line", (line) => onEvent(JSON.parse(line) as WatchEvent));
        lines.on("close", () => isStopped || onEnd());
        lines.on("error", () => {});
        resolve(() => {
          isStopped = true;
          outgoing.destroy();
        });
      });
      outgoing.on("error", reject);
      outgoing.end();
    });
  }

  close() {
    this.#agent.destroy();
    this.#watchAgent.destroy();
  }

  async #pathOf(key: ObjectKey): Promise<string> {
    const { name, namespace } = key;
    return `${await this.#collection({ ...key, namespace: namespace ?? "default" })}/${name}`;
  }

  async #collection({ apiVersion, kind, namespace }: Omit<ObjectKey, "name">): Promise<string> {
    const root = apiVersion === "v1" ? "/api/v1" : `/apis/${apiVersion}`;
    const resource = (await this.#resourcesOf(root)).find((each) => each.kind === kind && !each.name.includes("/"));
    if (resource === undefined) {
      this.#resources.delete(root);
      throw new Refused(404, `the API server knows no ${apiVersion} ${kind}`);
    }
    const scope = resource.namespaced && namespace !== undefined ? `/namespaces/${namespace}` : "";
    return `${root}${scope}/${resource.name}`;
  }

  #resourcesOf(root: string): Promise<readonly Resource[]> {
    const known = this.#resources.get(root);
    if (known !== undefined) return known;
    const asked = this.call("GET", root).then((answer) => (answer as { resources: readonly Resource[] }).resources);
    asked.catch(() => this.#resources.delete(root));
    this.#resources.set(root, asked);
    return asked;
  }
}

function messageOf(text: string): string {
  try {
    return (JSON.parse(text) as { readonly message?: string }).message ?? text;
  } catch {
    return text;
  }
}

async function orNothing<T>(ask: () => Promise<T>): Promise<T | undefined> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof Refused && error.status === 404) return undefined;
    throw error;
  }
}
