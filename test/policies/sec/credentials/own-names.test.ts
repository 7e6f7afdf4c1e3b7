import { expect, test } from "vitest";
import { credentialInText } from "../../../../policies/sec/credentials/credential.ts";
import { withEqualNames } from "../../../../policies/sec/credentials/own-names.ts";
import { fieldCases, fieldCredentials } from "./field-corpus.ts";
import { leaks } from "./leaks.ts";

const labels = (site: string, server: string, vlan: number) =>
  [
    `VLAN=vlan${vlan}`,
    `hostname: ${server}`,
    `hostnameOverride: ${server}`,
    `- flotilla.dev/site=${site}`,
    `flotilla.dev/zone: ${site}-zone`,
    `join --edgenode-name=${server} --labels=flotilla.dev/region=north,flotilla.dev/site=${site}`,
    `{"vlan_id":${vlan}}`,
  ].join("\n");

test("Names of sites, servers and VLANs are alike where a text says that they are names", () => {
  expect(withEqualNames(labels("gd-001-12", "gd-001-12-a", 112))).toBe(
    withEqualNames(labels("sz-nanshan-01", "sz-nanshan-01-b", 207)),
  );
});

test("A credential stays one when names are made alike", () => {
  const all = [
    ...leaks(1).map(({ text }) => text),
    ...fieldCredentials.flatMap((file) => fieldCases(file, 1).map(({ text }) => text)),
  ];
  expect(all.length).toBeGreaterThan(500);
  const found = all.filter((text) => credentialInText(text) !== undefined);
  expect(found.filter((text) => credentialInText(withEqualNames(text)) === undefined)).toEqual([]);
});

test.each([
  "password: vlan1234x",
  "hostname: Tr0ub4dor-and-3",
  "hostname: name/tr0ub4dor",
  "flotilla.dev/site=tr0ub4dor+and/3",
  `flotilla.dev/site=${"a1b2".repeat(12)}`,
  "dbhostname: tr0ub4dor",
])("What is no name of a fleet stays as it is: %s", (text) => {
  expect(withEqualNames(text)).toBe(text);
});
