import type { Fleet } from "../../constructs/fleet.ts";
import { type Source, sourceAt } from "../../model/source.ts";
import type { FleetRule, Violation } from "../rule.ts";
import { credentialsIn, holdsCredential } from "./credentials/credential-in-value.ts";

export const noCredentialInFleet: FleetRule = {
  id: "FLT-SEC-020",
  scope: "fleet",
  severity: "error",
  baseline: "never",
  title: "No value of the fleet's files is a credential",
  help: "Whatever stands in sites/ and apps/ is written into published repositories, host files, reports and the state of Pulumi. Put the credential into the fleet's secret store and name its entry; a credential that was committed once must be changed where it is valid.",
  bad: `# sites/guangdong/shenzhen.yaml
zone: shenzhen
parameters: { sshKeys: ["-----BEGIN OPENSSH PRIVATE KEY-----"] }
`,
  good: `# sites/guangdong/shenzhen.yaml
zone: shenzhen
parameters: { sshKeys: ["ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIGd2b0Jm5c8mYt3V8yq1Zr4n7W6s9xX2uQ0eKpLhT1aB ops"] }
`,
  check: (fleet) =>
    recordsOf(fleet)
      // Its place matters only where there is one.
      .filter(({ value }) => holdsCredential(value, "", "config"))
      .flatMap(violationsOf),
};

interface FleetRecord {
  readonly value: unknown;
  readonly path: string;
  readonly source: Source | undefined;
}

/** Every record of the fleet. The configuration of apps has a rule of its own, FLT-SEC-004. */
function recordsOf(fleet: Fleet): readonly FleetRecord[] {
  const recordOf = ({ spec, path, source }: { spec: unknown; path: string; source?: Source | undefined }) => ({
    value: spec,
    path,
    source,
  });
  return [
    recordOf(fleet),
    ...fleet.regions.flatMap((region) => [
      recordOf(region),
      ...region.zones.map(recordOf),
      ...region.sites.map(recordOf),
    ]),
    // Those of a system are in its own file, with what no zone has.
    ...fleet.apps.filter(({ part }) => part === undefined).map(recordOf),
    ...fleet.systems.map(recordOf),
  ];
}

function violationsOf({ value, path, source }: FleetRecord): readonly Violation[] {
  return credentialsIn(value, "", "config").map(({ steps, found }) => {
    const at = sourceAt(source, ...steps);
    const hint = "take it out, change it where it is valid, and name its entry in the secret store";
    return { message: `${steps.join(".")} holds ${found}`, subject: path, hint, ...(at && { at }) };
  });
}
