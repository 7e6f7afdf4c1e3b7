/** HashiCorp Vault and OpenBao as the secret store: version 2 of the engine KV, over HTTP. */

import { readFile } from "node:fs/promises";
import { z } from "zod";
import type { ReadSecret } from "./secret-store.ts";

/** Answer of `GET /v1/<mount>/data/<path>` (Vault API, KV version 2). */
const answerSchema = z.object({ data: z.object({ data: z.record(z.string(), z.unknown()).nullable() }) });

const TIMEOUT_MS = 10_000;

export interface VaultSettings {
  /** `https://vault.panji.example:8200` */
  readonly address: string;
  /** Where the engine is mounted: `secret`. */
  readonly mount: string;
  /** File that holds the token; read for each request, since Vault's agent writes a new one before the old one ends. */
  readonly tokenFile: string;
}

export function vault({ address, mount, tokenFile }: VaultSettings): ReadSecret {
  return async (entry, property) => {
    const path = entry.split("/").map(encodeURIComponent).join("/");
    const response = await fetch(`${address.replace(/\/+$/, "")}/v1/${mount}/data/${path}`, {
      headers: { "x-vault-token": (await readFile(tokenFile, "utf8")).trim(), "x-vault-request": "true" },
      redirect: "error",
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    if (response.status === 404) return undefined;
    if (!response.ok) throw new Error(`the secret store answers ${response.status} for ${entry}`);
    const value = answerSchema.parse(await response.json()).data.data?.[property];
    return typeof value === "string" ? value : undefined;
  };
}
