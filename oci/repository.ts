/** What is asked of one repository of a registry (opencontainers/distribution-spec spec.md). */

import { field, isMapping, texts } from "../model/json-fields.ts";
import { type Address, parseAddress } from "./address.ts";
import type { Artifact } from "./artifact.ts";
import type { RegistryClient } from "./client.ts";
import { type Blob, digestOf, isDigestOf } from "./digest.ts";
import type { HttpAnswer } from "./http.ts";
import { jsonOf } from "./json.ts";
import { MANIFEST } from "./media-types.ts";
import { OciError } from "./oci-error.ts";

/** A manifest as a registry gave it. */
export interface StoredManifest {
  readonly digest: string;
  readonly text: string;
  /** The same as JSON, whatever its fields are. */
  readonly content: Readonly<Record<string, unknown>>;
}

export class ArtifactRepository {
  readonly #client: RegistryClient;
  readonly #address: Address;
  readonly #accept: string;

  /**
   * @param url `oci://registry.panji.example/fleet/guangdong/hub/platform`
   * @param types of manifests that are wanted; those of artifacts unless told otherwise
   */
  constructor(client: RegistryClient, url: string, types: readonly string[] = [MANIFEST]) {
    this.#client = client;
    this.#address = parseAddress(url);
    this.#accept = types.join(", ");
  }

  /** `registry.panji.example/fleet/guangdong/hub/platform` */
  get name(): string {
    return `${this.#address.host}/${this.#address.repository}`;
  }

  /** Digest of what a tag or a digest stands for; undefined when there is nothing. */
  async find(reference: string): Promise<string | undefined> {
    const answer = await this.#ask("HEAD", `manifests/${reference}`, { headers: { accept: this.#accept } });
    if (answer.status === 404) return undefined;
    this.#expect(answer, [200], `HEAD of ${reference}`);
    return digestHeader(answer) ?? (await this.manifest(reference))?.digest;
  }

  /**
   * Undefined when there is none.
   *
   * @throws OciError when it is not what its digest says, or no JSON: the page of a proxy
   */
  async manifest(reference: string): Promise<StoredManifest | undefined> {
    const answer = await this.#ask("GET", `manifests/${reference}`, { headers: { accept: this.#accept } });
    if (answer.status === 404) return undefined;
    this.#expect(answer, [200], `manifest ${reference}`);
    if (reference.includes(":") && !isDigestOf(reference, answer.body)) {
      throw this.#odd(`manifest ${reference}`, "with other bytes", "what it answers has another digest");
    }
    const content = this.#json(answer, `manifest ${reference}`);
    return { digest: digestOf(answer.body), text: answer.body.toString(), content };
  }

  /** @throws OciError when it is not there, or is not what its digest says */
  async blob(digest: string): Promise<Uint8Array> {
    const answer = await this.#ask("GET", `blobs/${digest}`);
    this.#expect(answer, [200], `blob ${digest}`);
    if (!isDigestOf(digest, answer.body)) {
      throw this.#odd(`blob ${digest}`, "with other bytes", "what it answers has another digest");
    }
    return answer.body;
  }

  /** Stores an artifact under a tag; what is there already is not sent again, and the tag is seen last. */
  async push({ manifest, blobs }: Artifact, tag: string): Promise<void> {
    await Promise.all(blobs.map((blob) => this.#pushBlob(blob)));
    await this.tag(manifest, tag);
  }

  /** Moves a tag to a manifest whose blobs are there. */
  async tag({ mediaType, bytes, digest }: Blob, tag: string): Promise<void> {
    const answer = await this.#ask("PUT", `manifests/${tag}`, {
      actions: "pull,push",
      headers: { "content-type": mediaType },
      body: bytes,
    });
    this.#expect(answer, [201, 202], `manifest ${tag}`);
    const stored = digestHeader(answer) ?? digest;
    if (stored !== digest) throw this.#odd(`manifest ${tag}`, `as ${stored} and not as ${digest}`);
  }

  /** All tags, page by page; none for a repository that is not there. */
  async tags(): Promise<readonly string[]> {
    const found: string[] = [];
    let path: string | undefined = "tags/list?n=1000";
    while (path !== undefined) {
      const answer: HttpAnswer = await this.#ask("GET", path);
      if (answer.status === 404) return found;
      this.#expect(answer, [200], "list of tags");
      found.push(...texts(field(this.#json(answer, "list of tags"), "tags")));
      path = /<([^>]+)>;\s*rel="?next"?/.exec(String(answer.headers["link"] ?? ""))?.[1];
    }
    return found;
  }

  /** @returns false when there was none */
  async remove(digest: string): Promise<boolean> {
    const answer = await this.#ask("DELETE", `manifests/${digest}`, { actions: "delete,pull" });
    if (answer.status === 405) {
      throw new OciError(
        "oci/no-delete",
        `${this.#address.host} deletes no manifests.`,
        "Turn deletion on (distribution: storage.delete.enabled: true), or use the registry's own retention.",
      );
    }
    this.#expect(answer, [200, 202, 404], `manifest ${digest}`);
    return answer.status !== 404;
  }

  /** What is said when a digest that was there before is not any more. */
  lost(digest: string): OciError {
    return this.#odd(`manifest ${digest}`, "with 404 although it was there");
  }

  async #pushBlob({ digest, bytes }: Blob): Promise<void> {
    const there = await this.#ask("HEAD", `blobs/${digest}`);
    if (there.status === 200) return;
    const actions = "pull,push";
    const begun = await this.#ask("POST", "blobs/uploads/", { actions });
    this.#expect(begun, [202], `upload of ${digest}`);
    const location = new URL(begun.headers.location ?? "", this.#address.origin);
    location.searchParams.set("digest", digest);
    const headers = { "content-type": "application/octet-stream" };
    const ended = await this.#ask("PUT", location.href, { actions, headers, body: bytes });
    this.#expect(ended, [201, 204], `upload of ${digest}`);
  }

  /** @param path below the repository, or what the registry gave */
  #ask(
    method: string,
    path: string,
    more: {
      readonly actions?: string;
      readonly headers?: Readonly<Record<string, string>>;
      readonly body?: Uint8Array;
    } = {},
  ): Promise<HttpAnswer> {
    const { repository } = this.#address;
    const isWhole = /^(\/|https?:)/.test(path);
    return this.#client.request({
      actions: "pull",
      ...more,
      method,
      path: isWhole ? path : `/v2/${repository}/${path}`,
      repository,
    });
  }

  #expect({ status, body }: HttpAnswer, expected: readonly number[], what: string): void {
    if (expected.includes(status)) return;
    const text = body.subarray(0, 200).toString().replace(/\s+/g, " ");
    throw this.#odd(what, `with ${status} ${text}`.trim(), `it answers with ${status}`);
  }

  #json({ body }: HttpAnswer, what: string): Readonly<Record<string, unknown>> {
    const content = jsonOf(body);
    if (isMapping(content)) return content;
    throw this.#odd(what, "with what is no JSON object", "what it answers is no JSON");
  }

  #odd(what: string, how: string, reason?: string): OciError {
    return new OciError(
      "oci/answer",
      `${this.name}: the registry answers the ${what} ${how}.`,
      "Look at the registry's log; a proxy in between may have changed the answer.",
      reason,
    );
  }
}

function digestHeader({ headers }: HttpAnswer): string | undefined {
  const value = headers["docker-content-digest"];
  return typeof value === "string" ? value : undefined;
}
