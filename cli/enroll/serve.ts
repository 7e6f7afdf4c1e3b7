/** `flotilla enroll serve`. */

import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { locate } from "../../compiler/load/locate.ts";
import { httpsServer } from "../../enroll/https-server.ts";
import { openService } from "../../enroll/open-service.ts";
import type { Diagnostic } from "../../model/diagnostic.ts";
import { findingText } from "../../pipeline/report/text.ts";
import type { Run } from "../command.ts";
import { exitCode } from "../exit-code.ts";
import { repositoryBase } from "../repository-base.ts";
import { runSettings } from "../settings.ts";
import { claimsOf, EnrollFault, fileOf, required, urlOf, wish } from "./wishes.ts";

export const serve: Run = async ({ values }, terminal) => {
  const { cwd, env, now, stderr, colour } = terminal;
  const url = urlOf(values);
  const tell = (line: string) => stderr(`flotilla enroll: ${line}\n`);
  const tellFaults = (diagnostics: readonly Diagnostic[]) => {
    for (const each of locate(diagnostics, () => undefined)) stderr(`${findingText(each, colour)}\n`);
    tell("the fleet's files are faulty; the service goes on with what it knew");
  };
  const opened = await openService({
    run: { ...runSettings(values, terminal), regions: [] },
    state: resolve(cwd, required(values, "state", "DIR")),
    url,
    claims: claimsOf(values, cwd),
    published: publishedOf(wish(values, "from"), cwd),
    secrets: secretsOf(required(values, "secrets", "WHERE"), cwd, env["VAULT_TOKEN_FILE"]),
    vaultToken: env["VAULT_TOKEN_FILE"],
    certificate: certificateOf(fileOf(values, "certificate", cwd), fileOf(values, "key", cwd)),
    now,
    tell,
    tellFaults,
  });
  if (!("service" in opened)) {
    for (const each of locate(opened, () => undefined)) stderr(`${findingText(each, colour)}\n`);
    throw new EnrollFault("the fleet's files must be right first");
  }
  const { host, port } = listenOf(wish(values, "listen"), url);
  const server = httpsServer(opened.service, opened.tls);
  // With port 0 the system chooses one.
  const at = await server.listen({ host, port });
  tell(`serves ${url.origin}, listens at ${at}`);
  // Until a signal ends the process: whatever is under way is safe to lose.
  await new Promise<never>(() => {});
  return exitCode.ok;
};

function publishedOf(given: string | undefined, cwd: string): string | undefined {
  if (given === undefined) return undefined;
  const base = repositoryBase(given, cwd);
  if (typeof base !== "string") throw new EnrollFault(`--from: ${base.message}\n  next: ${base.hint}`);
  return base;
}

function secretsOf(given: string, cwd: string, vaultToken: string | undefined): string {
  if (!/^[a-z]+:\/\//.test(given)) {
    const folder = resolve(cwd, given);
    if (existsSync(folder)) return folder;
    throw new EnrollFault(`found no folder ${folder}, expected that of --secrets, or the URL of a Vault`);
  }
  const url = URL.parse(given);
  if (url?.protocol !== "https:" && url?.hostname !== "127.0.0.1") {
    throw new EnrollFault(
      "--secrets is a URL without https://, expected one like https://vault.panji.example:8200/secret",
    );
  }
  if (url.pathname === "/")
    throw new EnrollFault("--secrets names no mount, expected one like https://vault.panji.example:8200/secret");
  if (vaultToken === undefined)
    throw new EnrollFault("--secrets is a Vault, expected its token in the file that VAULT_TOKEN_FILE names");
  return given;
}

function certificateOf(certificate: string | undefined, key: string | undefined) {
  if (certificate === undefined && key === undefined) return undefined;
  if (certificate === undefined || key === undefined)
    throw new EnrollFault("expected --certificate and --key together");
  return { certificate, key };
}

function listenOf(given: string | undefined, url: URL) {
  const usual = Number(url.port || "443");
  if (given === undefined) return { host: "::", port: usual };
  const [, host, port] =
    /^(?:\[([0-9a-f:.]+)\]|([^:]+)):(\d{1,5})$/i.exec(given)?.filter((each) => each !== undefined) ?? [];
  if (host === undefined || port === undefined || Number(port) > 65535) {
    throw new EnrollFault(`found --listen ${given}, expected HOST:PORT, like 0.0.0.0:8443 or [::]:8443`);
  }
  return { host, port: Number(port) };
}
