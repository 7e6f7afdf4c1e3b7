/** Asks registries for which architectures images are built. */

import type { RegistryAnswer } from "../../compiler/mirror/registry-answer.ts";
import { registryAddress } from "../../oci/address.ts";
import { type ClientOptions, RegistryClient } from "../../oci/client.ts";
import { jsonOf } from "../../oci/json.ts";
import { manifestTypes } from "../../oci/media-types.ts";
import { OciError } from "../../oci/oci-error.ts";
import { ArtifactRepository } from "../../oci/repository.ts";
import { Turns } from "../../oci/turns.ts";
import { type ImageName, imageName } from "./image-name.ts";
import type { PlatformCache } from "./platform-cache.ts";
import { architecturesOf, manifestContent } from "./platforms.ts";

export interface RegistryQuestions {
  readonly references: readonly string[];
  /** How each registry is asked. */
  readonly client: Omit<ClientOptions, "bytes">;
  readonly cache: PlatformCache;
}

/** How many images are asked for at the same time. */
const AT_ONCE = 8;
/** Failures to reach a registry, one after the other, after which it is asked no more. */
const MOST_FAILURES = 3;
/** What the specification says a registry need not take more of (distribution-spec spec.md, Pushing Manifests). */
const MOST_BYTES = 4 * 1024 * 1024;

/** @returns an answer for each reference */
export async function askRegistries(questions: RegistryQuestions): Promise<ReadonlyMap<string, RegistryAnswer>> {
  const registries = new Map<string, Registry>();
  const turns = new Turns(AT_ONCE);
  const ask = async (reference: string): Promise<RegistryAnswer> => {
    const name = imageName(reference);
    if (!name) return { outcome: "unknown", registry: reference, reason: "it is no reference to an image" };
    const registry = registries.get(name.host) ?? new Registry(name.host, questions);
    registries.set(name.host, registry);
    return registry.answer(name);
  };
  const references = [...new Set(questions.references)].sort();
  return new Map(await Promise.all(references.map(async (each) => [each, await turns.take(() => ask(each))] as const)));
}

/** One registry, and whether it is worth another question. */
class Registry {
  readonly #client: RegistryClient;
  readonly #cache: PlatformCache;
  #failures = 0;
  #failure = "";

  constructor(host: string, { client, cache }: RegistryQuestions) {
    this.#client = new RegistryClient(registryAddress(host), { ...client, bytes: MOST_BYTES });
    this.#cache = cache;
  }

  async answer(name: ImageName): Promise<RegistryAnswer> {
    const unknown = (reason: string): RegistryAnswer => ({ outcome: "unknown", registry: name.host, reason });
    if (this.#failures >= MOST_FAILURES) return unknown(this.#failure);
    try {
      const answer = await architecturesAt(this.#client, name, this.#cache);
      this.#failures = 0;
      if (typeof answer === "string") return unknown(answer);
      return answer ? { outcome: "found", architectures: answer } : { outcome: "missing" };
    } catch (error) {
      if (!(error instanceof OciError)) throw error;
      const reason = error.reason ?? error.message;
      // What it says of one image it need not say of the next.
      const isAnswer = error.code === "oci/refused" || error.code === "oci/answer";
      this.#failures = isAnswer ? 0 : this.#failures + 1;
      this.#failure = reason;
      return unknown(reason);
    }
  }
}

/** @returns undefined when there is no such image, a text when nobody can tell */
async function architecturesAt(
  client: RegistryClient,
  { host, repository: path, version }: ImageName,
  cache: PlatformCache,
): Promise<readonly string[] | string | undefined> {
  const repository = new ArtifactRepository(client, `oci://${host}/${path}`, manifestTypes);
  const found = await repository.find(version);
  if (found === undefined) return undefined;
  const known = cache.get(version.includes(":") ? version : found);
  if (known) return known;
  const manifest = await repository.manifest(version);
  if (!manifest) return undefined;
  const content = manifestContent(manifest.content);
  if (!content) return "what it answers is no image";
  const architectures =
    "architectures" in content
      ? content.architectures
      : architecturesOf([jsonOf(await repository.blob(content.configuration))]);
  if (architectures.length === 0) return "the image names no architecture for Linux";
  cache.put(manifest.digest, architectures);
  return architectures;
}
