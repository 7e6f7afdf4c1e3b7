/** What is asked of one repository of a registry (opencontainers/distribution-spec spec.md). */

import { type Address, parseAddress } from "./address.ts";
import type { Artifact } from "./artifact.ts";
import type { RegistryAnswer, RegistryClient } from "./client.ts";
import { type Blob, digestOf } from "./digest.ts";
import { OciError } from "./oci-error.ts";

const ACCEPT = "application/vnd.oci.image.manifest.v1+json";

export class ArtifactRepository {
  readonly #client: RegistryClient;
  readonly #address: Address;

  /** @param url `oci://registry.panji.example/fleet/guangdong/hub/platform` */
  constructor(client: RegistryClient, url: string) {
    this.#client = client;
    this.#address = parseAddress(url);
  }

  /** `registry.panji.example/fleet/guangdong/hub/platform` */
  get name(): string {
    return `${this.#address.host}/${this.#address.repository}`;
  }

  /** Digest of what a tag or a digest stands for; undefined when there is nothing. */
  async find(reference: string): Promise<string | undefined> {
    const answer = await this.#ask("HEAD", `manifests/${reference}`, { headers: { accept: ACCEPT } });
    if (answer.status === 404) return undefined;
    this.#expect(answer, [200], `HEAD of ${reference}`);
    return answer.headers.get("docker-content-digest") ?? (await this.manifest(reference))?.digest;
  }

  /** Undefined when there is none. */
  async manifest(reference: string): Promise<{ readonly digest: string; readonly text: string } | undefined> {
    const answer = await this.#ask("GET", `manifests/${reference}`, { headers: { accept: ACCEPT } });
    if (answer.status === 404) return undefined;
    this.#expect(answer, [200], `manifest ${reference}`);
    return { digest: digestOf(answer.body), text: Buffer.from(answer.body).toString() };
  }

  /** @throws OciError when it is not there, or is not what its digest says */
  async blob(digest: string): Promise<Uint8Array> {
    const answer = await this.#ask("GET", `blobs/${digest}`);
    this.#expect(answer, [200], `blob ${digest}`);
    if (digestOf(answer.body) !== digest) throw this.#odd(`blob ${digest}`, "with other bytes");
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
    const stored = answer.headers.get("docker-content-digest") ?? digest;
    if (stored !== digest) throw this.#odd(`manifest ${tag}`, `as ${stored} and not as ${digest}`);
  }

  /** All tags, page by page; none for a repository that is not there. */
  async tags(): Promise<readonly string[]> {
    const found: string[] = [];
    let path: string | undefined = "tags/list?n=1000";
    while (path !== undefined) {
      const answer: RegistryAnswer = await this.#ask("GET", path);
      if (answer.status === 404) return found;
      this.#expect(answer, [200], "list of tags");
      const { tags } = JSON.parse(Buffer.from(answer.body).toString()) as { tags?: readonly string[] | null };
      found.push(...(tags ?? []));
      path = /<([^>]+)>;\s*rel="?next"?/.exec(answer.headers.get("link") ?? "")?.[1];
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
    const location = new URL(begun.headers.get("location") ?? "", this.#address.origin);
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
      readonly body?: Uint8Array<ArrayBuffer>;
    } = {},
  ): Promise<RegistryAnswer> {
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

  #expect({ status, body }: RegistryAnswer, expected: readonly number[], what: string): void {
    if (expected.includes(status)) return;
    throw this.#odd(
      what,
      `with ${status} ${Buffer.from(body.subarray(0, 200)).toString().replace(/\s+/g, " ")}`.trim(),
    );
  }

  #odd(what: string, how: string): OciError {
    return new OciError(
      "oci/answer",
      `${this.name}: the registry answers the ${what} ${how}.`,
      "Look at the registry's log; a proxy in between may have changed the answer.",
    );
  }
}
