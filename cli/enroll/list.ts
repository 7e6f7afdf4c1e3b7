/** `flotilla enroll list`: servers that no site has, and with --claims who has which host. */

import { ClaimRepository } from "../../enroll/claim-repository.ts";
import type { Claim } from "../../enroll/decide/claim.ts";
import { hostSnippet } from "../../enroll/decide/zone-snippet.ts";
import { type ListedServer, Unclaimed } from "../../enroll/unclaimed.ts";
import { GitError } from "../../git/repository/git-error.ts";
import type { Run } from "../command.ts";
import { exitCode } from "../exit-code.ts";
import { claimsOf, EnrollFault, fleetOf, stateOf, wish } from "./wishes.ts";

export const list: Run = async ({ values }, terminal) => {
  const regions = (values["region"] ?? []) as readonly string[];
  const isOf = (region: string) => regions.length === 0 || regions.includes(region);
  const servers = new Unclaimed(stateOf(values, terminal.cwd)).list().filter(({ region }) => isOf(region));
  const claims = wish(values, "claims") === undefined ? undefined : await claimsIn();
  const format = wish(values, "format") ?? "text";
  terminal.stdout((formats[format] as Format)(servers, claims));
  return exitCode.ok;

  async function claimsIn(): Promise<readonly Claim[]> {
    const { fleet } = await fleetOf(values, terminal);
    try {
      const all = await new ClaimRepository(claimsOf(values, terminal.cwd), fleet.spec.name).list();
      return [...all].filter(([path]) => isOf(path.slice(0, path.indexOf("/")))).map(([, claim]) => claim);
    } catch (error) {
      if (error instanceof GitError) throw new EnrollFault(`${error.message}\n  next: ${error.hint}`);
      throw error;
    }
  }
};

type Format = (servers: readonly ListedServer[], claims: readonly Claim[] | undefined) => string;

const formats: Readonly<Record<string, Format>> = {
  text: (servers, claims) =>
    `${servers.length === 0 ? "no server waits for a site\n" : servers.map(serverText).join("")}${(claims ?? []).map(claimText).join("")}`,
  json: (servers, claims) =>
    `${JSON.stringify({ schemaVersion: 1, unclaimed: servers, ...(claims && { claims }) }, undefined, 2)}\n`,
  yaml: (servers) =>
    servers
      .map(
        (server) =>
          `${serverText(server).replace(/^/gm, "# ").trimEnd().replace(/# $/, "")}\n${hostSnippet(server.report)}`,
      )
      .join(""),
};

function serverText({ id, region, first, last, from, report }: ListedServer): string {
  const { machineId, serial, arch, cpu, memoryKiB, nics, disks, devices } = report;
  const identity = [machineId, serial, ...nics.map(({ mac }) => mac)].filter((each) => each !== undefined);
  const sizes = disks.map(({ path, bytes }) => `${path} ${Math.round(bytes / 1e9)} GB`).join(", ") || "no disk";
  return `${id} in ${region}, since ${first}, last ${last} from ${from}
  ${identity.join(", ")}
  ${arch}, ${cpu} processors, ${Math.round(memoryKiB / 2 ** 20)} GiB, ${sizes}${devices.length > 0 ? `, ${devices.join(", ")}` : ""}
`;
}

function claimText({ host, claimed, installed, differences }: Claim): string {
  const state = installed === null ? "not installed yet" : `installed ${installed}`;
  return `${host}: claimed ${claimed}, ${state}\n${differences.map((each) => `  ${each}\n`).join("")}`;
}
