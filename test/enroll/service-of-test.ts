import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { dirname, join } from "node:path";
import { onTestFinished } from "vitest";
import { main } from "../../cli/main.ts";
import type { TokenScope } from "../../enroll/decide/token.ts";
import { httpsServer } from "../../enroll/https-server.ts";
import { openService, type ServiceSettings } from "../../enroll/open-service.ts";
import { shippedProfiles } from "../../pipeline/profile-module.ts";
import { fleetOnDisk, smallFleet } from "../fleet-on-disk.ts";
import { folderWith } from "../folder-with.ts";

export const zoneFile = "sites/guangdong/shenzhen.yaml";

/** The small fleet on servers that this machine can play. */
export const amd64Zone = (smallFleet()[zoneFile] as string).replace("arch: arm64", "arch: amd64");

export interface Places {
  /** Folder of the fleet. */
  readonly fleet: string;
  /** Base of the published repositories. */
  readonly published: string;
  readonly claims: string;
  readonly state: string;
  readonly secrets: string;
}

/** A fleet that is published, and a secret store with what its one server needs. */
export async function publishedPlaces(changes: Readonly<Record<string, string>> = {}): Promise<Places> {
  const fleet = fleetOnDisk({ [zoneFile]: amd64Zone, ...changes });
  const root = folderWith();
  const places = {
    fleet,
    published: join(root, "repositories"),
    claims: join(root, "claims.git"),
    state: join(root, "state"),
    secrets: join(root, "secrets"),
  };
  putSecret(places, "sites/sz-nanshan-01/k3sToken", "of-the-cluster\n");
  await publishFleet(places);
  return places;
}

export async function publishFleet({ fleet, published }: Places): Promise<void> {
  const code = await main(["publish", "--fleet", fleet, "--to", published, "--region", "guangdong"], quiet);
  if (code !== 0) throw new Error(`publish ended with ${code}`);
}

function putSecret({ secrets }: Pick<Places, "secrets">, path: string, text: string): void {
  mkdirSync(dirname(join(secrets, path)), { recursive: true });
  writeFileSync(join(secrets, path), text);
}

const quiet = {
  stdout: () => {},
  stderr: () => {},
  colour: false,
  interactive: false,
  cwd: import.meta.dirname,
  env: {},
  now: () => new Date("2026-11-29T12:00:00Z"),
  scratch: () => folderWith(),
  profiles: shippedProfiles,
};

export interface RunningService {
  readonly places: Places;
  readonly port: number;
  /** PEM. */
  readonly authority: string;
  /** Moves its clock. */
  readonly advance: (milliseconds: number) => void;
  readonly token: (scope?: TokenScope, wish?: { readonly once?: boolean; readonly days?: number }) => string;
  /** Entries of the audit log. */
  readonly audit: () => readonly Record<string, unknown>[];
  /** Whatever it said, the audit log and all. */
  readonly said: () => string;
  readonly stop: () => Promise<void>;
}

/** The service in this process, over real HTTPS on the loopback, with a clock of its own. */
export async function runningService(places: Places, settings: Partial<ServiceSettings> = {}): Promise<RunningService> {
  let offset = 0;
  const now = () => new Date(Date.now() + offset);
  const told: string[] = [];
  const opened = await openService({
    run: { root: places.fleet, regions: [], today: "2026-11-29", profiles: shippedProfiles },
    state: places.state,
    url: new URL("https://localhost:8443"),
    claims: places.claims,
    published: places.published,
    secrets: places.secrets,
    vaultToken: undefined,
    certificate: undefined,
    now,
    tell: (line) => told.push(line),
    tellFaults: (faults) => told.push(...faults.map(({ message }) => message)),
    ...settings,
  });
  if (!("service" in opened)) throw new Error(opened.map(({ message }) => message).join("; "));
  const { service, tls } = opened;
  const server = httpsServer(service, tls);
  await server.listen({ host: "127.0.0.1", port: 0 });
  const stop = () => server.close();
  onTestFinished(stop);
  const auditText = () => readFileSync(join(places.state, "audit.jsonl"), "utf8");
  return {
    places,
    port: (server.server.address() as AddressInfo).port,
    authority: tls.authority,
    advance: (milliseconds) => {
      offset += milliseconds;
    },
    token: (scope = { region: "guangdong" }, { once = false, days = 7 } = {}) =>
      service.tokens.make({ scope, once, expires: new Date(now().getTime() + days * 86_400_000) }, now()),
    audit: () =>
      auditText()
        .trim()
        .split("\n")
        .map((line) => JSON.parse(line)),
    said: () => `${told.join("\n")}\n${auditText()}`,
    stop,
  };
}

/** Subjects of the commits of the repository of claims, the newest first. */
export function claimCommits({ claims }: Places): readonly string[] {
  const text = execFileSync("git", ["--git-dir", claims, "log", "--format=%s", "main"], { encoding: "utf8" });
  return text.trim().split("\n");
}
