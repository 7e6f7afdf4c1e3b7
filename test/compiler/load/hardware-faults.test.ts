import { expect, test } from "vitest";
import { loadFleet } from "../../../compiler/load/load-fleet.ts";
import { locate } from "../../../compiler/load/locate.ts";
import { catalogue } from "../../../profiles/catalogue.ts";
import { fleetOnDisk, smallFleet } from "../../fleet-on-disk.ts";
import { hintText } from "./hint-text.ts";

const zoneFile = "sites/guangdong/shenzhen.yaml";

/** Every finding on a host with this line, as `line:column code message | hint`. */
function faults(line: string): readonly string[] {
  const text = smallFleet()[zoneFile] as string;
  const edited = text.replace("        arch: arm64\n", `        arch: arm64\n        ${line}\n`);
  const { diagnostics, textOf } = loadFleet(fleetOnDisk({ [zoneFile]: edited }), catalogue);
  return locate(diagnostics, textOf).map(
    ({ position, code, message, hint }) => `${position?.line}:${position?.column} ${code} ${message}${hintText(hint)}`,
  );
}

const wanted = 'a class under hardware of sites/fleet.yaml, like edge-small, or { cpu: "8", memory: 16Gi }';

test.each(['hardware: { cpu: "8", memory: 16Gi }', "hardware: edge-small"])(
  "The size of a server may be %s",
  (line) => {
    expect(faults(line)).toEqual([]);
  },
);

test.each([
  ["hardware: 8", `16:19 load/value sites.0.hosts.0.hardware: found 8, expected ${wanted}`],
  [
    "hardware: { cpu: 8, memory: 16Gi }",
    `16:19 load/value sites.0.hosts.0.hardware: found a mapping, expected ${wanted}`,
  ],
  [
    "hardware: { cpu: '8', memory: 16Gi, disk: 1Ti }",
    "16:45 load/unknown-key sites.0.hosts.0.hardware.disk: unknown key | remove it",
  ],
])("The size of a server is not %s", (line, expected) => {
  expect(faults(line)).toEqual([expected]);
});
