/** Asks registries for which architectures images are built. */

import { hash } from "node:crypto";
import type { RegistryAnswer } from "../../compiler/mirror/registry-answer.ts";
import type { Accounts } from "./docker-credentials.ts";
import type { HttpAnswer } from "./http.ts";
import { type ImageName, imageName } from "./image-name.ts";
import type { PlatformCache } from "./platform-cache.ts";
import { architecturesOf, manifestContent } from "./platforms.ts";
import { jsonOf, RegistryClient } from "./registry-client.ts";

export interface RegistryQuestions {
  readonly references: readonly string[];
  readonly accounts: Accounts;
  /** PEM certificates that are trusted besides those of the system. */
  readonly authorities: readonly string[];
  readonly cache: PlatformCache;
}

/** How many images are asked for at the same time. */
const AT_ONCE = 8;
/** Failures to reach a registry, one after the other, after which it is asked no more. */
const MOST_FAILURES = 3;

/** @returns an answer for each reference */
export async function askRegistries(questions: RegistryQuestions): Promise<ReadonlyMap<string, RegistryAnswer>> {
  const { references, accounts, authorities, cache } = questions;
  const answers = new Map<string, RegistryAnswer>();
  const registries = new Map<string, Registry>();
  const open = [...new Set(references)].sort();
  const next = async (): Promise<void> => {
    for (let reference = open.shift(); reference !== undefined; reference = open.shift()) {
      const name = imageName(reference);
      if (!name) {
        answers.set(reference, { outcome: "unknown", registry: reference, reason: "it is no reference to an image" });
        continue;
      }
      const registry = registries.get(name.host) ?? new Registry(new RegistryClient(name.host, accounts, authorities));
      registries.set(name.host, registry);
      answers.set(reference, await registry.answer(name, cache));
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, next));
  return answers;
}

/** One registry, and whether it is worth another question. */
class Registry {
  readonly #client: RegistryClient;
  #failures = 0;
  #failure = "";

  constructor(client: RegistryClient) {
    this.#client = client;
  }

  async answer(name: ImageName, cache: PlatformCache): Promise<RegistryAnswer> {
    const unknown = (reason: string): RegistryAnswer => ({ outcome: "unknown", registry: this.#client.host, reason });
    if (this.#failures >= MOST_FAILURES) return unknown(this.#failure);
    try {
      const answer = await architecturesAt(this.#client, name, cache);
      this.#failures = 0;
      if (typeof answer === "string") return unknown(answer);
      return answer ? { outcome: "found", architectures: answer } : { outcome: "missing" };
    } catch (error) {
      this.#failures += 1;
      this.#failure = (error as Error).message;
      return unknown(this.#failure);
    }
  }
}

/** @returns undefined when there is no such image, a text when nobody can tell */
async function architecturesAt(
  client: RegistryClient,
  { repository, version }: ImageName,
  cache: PlatformCache,
): Promise<readonly string[] | string | undefined> {
  const head = await client.manifest("HEAD", repository, version);
  if (head.status === 404) return undefined;
  if (head.status !== 200) return refusal(head);
  const digest = version.includes(":") ? version : String(head.headers["docker-content-digest"] ?? "");
  const known = cache.get(digest);
  if (known) return known;
  const got = await client.manifest("GET", repository, version);
  if (got.status !== 200) return refusal(got);
  const real = `sha256:${hash("sha256", got.body)}`;
  if (version.startsWith("sha256:") && real !== version) return "what it answers has another digest";
  const content = manifestContent(jsonOf(got.body));
  if (!content) return "what it answers is no image";
  const architectures =
    "architectures" in content ? content.architectures : await configuredFor(client, repository, content.configuration);
  if (typeof architectures === "string") return architectures;
  if (architectures.length === 0) return "the image names no architecture for Linux";
  cache.put(real, architectures);
  return architectures;
}

async function configuredFor(
  client: RegistryClient,
  repository: string,
  digest: string,
): Promise<readonly string[] | string> {
  const answer = await client.blob(repository, digest);
  return answer.status === 200 ? architecturesOf([jsonOf(answer.body)]) : refusal(answer);
}

function refusal({ status }: HttpAnswer): string {
  if (status === 401 || status === 403) return `it refuses to answer (${status}); docker login gives an account`;
  return `it answers with ${status}`;
}
