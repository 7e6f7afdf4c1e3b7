import { expect, test } from "vitest";
import { compileFleet } from "../../compile-fleet.ts";
import { fleetOnDisk, smallFleet } from "../../fleet-on-disk.ts";

const zoneFile = "sites/guangdong/shenzhen.yaml";
const texts = smallFleet() as Record<string, string>;

function findings(hardware: string) {
  const zone = (texts[zoneFile] as string).replace("        devices:", `${hardware}        devices:`);
  const { result } = compileFleet(fleetOnDisk({ [zoneFile]: zone }));
  return result.diagnostics.map(({ code, message, at }) => ({ code, message, path: at?.path }));
}

test("A site whose servers nobody measured is not judged", () => {
  expect(findings("")).toEqual([]);
});

test("A lone server with room for all that its site runs is in order", () => {
  expect(findings('        hardware: { cpu: "4", memory: 8Gi }\n')).toEqual([]);
});

// Layers and apps of one lone site asked for about 1.45 CPU and 2 GiB before K3s itself, and nothing compared that with the server.
test("A lone server that is overbooked is an error, with the sum by layer and what Kubernetes takes", () => {
  const [found, ...others] = findings('        hardware: { cpu: "1", memory: 2Gi }\n');
  expect(others).toEqual([]);
  expect(found).toMatchObject({ code: "FLT-CAP-030", path: ["sites", 0, "hosts"] });
  expect(found?.message).toMatch(
    /^the site asks for [\d.]+ CPU and [\d.]+ GiB, and the server has 1 CPU and 2 GiB: k3s 0\.5 CPU and 1\.7 GiB, 80-apps-retail 0\.75 CPU and 0\.8 GiB, /,
  );
});
