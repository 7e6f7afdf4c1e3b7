/** Programs that keep credentials for Docker (docker/docker-credential-helpers): the server on stdin, JSON on stdout. */

import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { field } from "../model/json-fields.ts";
import type { Credentials } from "./authentication.ts";
import type { Environment } from "./docker-config.ts";
import { jsonOf } from "./json.ts";
import { OciError } from "./oci-error.ts";

/** One that asks a person would wait for ever. */
const HELPER_SECONDS = 30;
/** User name by which a helper says that the secret is an identity token (docker/cli, docs/reference/commandline/login.md). */
const TOKEN_USER = "<token>";

/**
 * @param name as Docker's configuration has it
 * @param server name of a registry, or the URL that Docker keeps in its place
 * @returns undefined where it knows none
 * @throws OciError for one that fails; nothing of what it says is repeated
 */
export async function askHelper(name: string, server: string, env: Environment): Promise<Credentials | undefined> {
  const program = `docker-credential-${name}`;
  if (!/^[\w.-]+$/.test(name)) {
    const what = "Docker's configuration names a credential helper that is no program";
    throw new OciError("oci/credentials", `${what}.`, "Mend it, or set DOCKER_CONFIG to another folder.", what);
  }
  const running = promisify(execFile)(program, ["get"], { env, timeout: HELPER_SECONDS * 1000 });
  // One that is not there closes it before anything is written.
  running.child.stdin?.on("error", () => {}).end(server);
  const done: Failure & { stdout?: string } = await running.catch((cause: Failure) => ({ code: "failed", ...cause }));
  const { stdout = "" } = done;
  if (/credentials not found/i.test(stdout)) return undefined;
  const answer = done.code === undefined ? jsonOf(stdout) : undefined;
  if (answer !== undefined) return credentialsIn(answer);
  const how = failureOf(done, server);
  throw new OciError(
    "oci/credentials",
    `${program}, which Docker's configuration names, ${how}.`,
    `Run \`echo ${server} | ${program} get\`, or \`docker login ${server}\`.`,
    `${program} ${how}`,
  );
}

/** What `execFile` says of a program that failed. */
interface Failure {
  readonly code?: string | number | null;
  readonly signal?: string | null;
  readonly killed?: boolean;
}

function failureOf({ code, signal, killed }: Failure, server: string): string {
  if (code === "ENOENT") return "is not on PATH";
  if (killed) return `does not answer within ${HELPER_SECONDS} seconds`;
  return `gives no account for ${server} (${code ?? signal ?? "no JSON"})`;
}

function credentialsIn(answer: unknown): Credentials | undefined {
  const [user, password] = [field(answer, "Username"), field(answer, "Secret")];
  if (typeof user !== "string" || typeof password !== "string" || password === "") return undefined;
  return user === TOKEN_USER ? { kind: "identity", token: password } : { kind: "password", user, password };
}
