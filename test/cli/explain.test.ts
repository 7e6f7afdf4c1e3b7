import { expect, test } from "vitest";
import { fleetOnDisk, smallFleet } from "../fleet-on-disk.ts";
import { runCommandHere } from "./run.ts";

const ZONE = "sites/guangdong/shenzhen.yaml";
const APP = "apps/retail/checkout.yaml";
const zone = smallFleet()[ZONE] as string;
const app = smallFleet()[APP] as string;

async function explain(changes: Readonly<Record<string, string>>, ...args: readonly string[]) {
  const { code, stdout, stderr } = await runCommandHere(["explain", ...args, "--fleet", fleetOnDisk(changes)]);
  return { code, said: stdout + stderr };
}

test("A site tells its apps, with the file that selects it", async () => {
  const { said } = await explain({}, "sz-nanshan-01");
  expect(said).toMatch(
    /retail\/checkout +registry\.panji\.example\/retail\/checkout:2\.4\.1\S*\n +3 of it {2}<- apps\/retail\/checkout\.yaml:1:1/,
  );
  const none = await explain({ [APP]: app.replace("customer: metro", "customer: nobody") }, "sz-nanshan-01");
  expect(none.said).toContain("No app selects this site.");
});

test("An app tells where it runs, and where each value comes from", async () => {
  for (const name of ["retail/checkout", "app/retail/checkout", "apps/retail/checkout.yaml"]) {
    const { code, said } = await explain({}, name);
    expect(code).toBe(0);
    expect(said).toContain("Where it runs, 1 site in 1 zone:");
    expect(said).toMatch(/ sites +sz-nanshan-01\n/);
    expect(said).toMatch(/ replicas +3 {2}<- apps\/retail\/checkout\.yaml:11:25/);
    expect(said).toMatch(/ config\.LOG_LEVEL +"debug" {2}<- apps\/retail\/checkout\.yaml:11:49/);
  }
  const { said } = await explain(
    { [APP]: app.replace("replicas: 2\n", "").replace("replicas: 3, ", "") },
    "retail/checkout",
  );
  expect(said).toMatch(/ replicas +1 {2}<- default\n/);
});

test.each([
  [
    "a label",
    { [APP]: app.replace("customer: metro", "customer: mall") },
    "by the label customer=mall, and the site has\n?\\s*customer=metro",
  ],
  [
    "a region",
    { [APP]: app.replace("select: {", "select: { regions: [hunan],") },
    "the regions hunan, and the site is in guangdong",
  ],
  [
    "a zone",
    { [APP]: app.replace("select: {", "select: { zones: [zhuhai],") },
    "the zones zhuhai, and the site is in shenzhen",
  ],
  ["the state of the site", { [ZONE]: zone.replace("state: active", "state: planned") }, "the site is planned"],
  ["the state of the app", { [APP]: `${app}state: retired\n` }, "the app is retired"],
  ["an architecture", { [APP]: `${app}architectures: [amd64]\n` }, "is put at sz-nanshan-01[^]*FLT-ARCH-002"],
  ["a device", { [APP]: `${app}devices: [gpu]\n` }, "is put at sz-nanshan-01[^]*FLT-CAP-007"],
  ["a quota", { [APP]: app.replace("cpu: 250m", "cpu: 9000m") }, "is put at sz-nanshan-01[^]*FLT-CAP-034"],
  ["nothing", {}, "No rule says that it could not run there"],
])("--why names what keeps an app from a site: %s", async (_, changes, expected) => {
  const { code, said } = await explain(changes, "sz-nanshan-01", "--why", "retail/checkout");
  expect(code).toBe(0);
  expect(said).toMatch(new RegExp(expected));
});

// Once it said that no rule was in the way: no rule had run.
test.each([
  ["of the site", { [ZONE]: zone.replace("storage: 200Gi", "storage: 200") }],
  ["of its zone", { [ZONE]: zone.replace('["10.44.0.1"]', "true") }],
])("--why tells a parameter %s that is wrong, and not that nothing is in the way", async (_, changes) => {
  const { code, said } = await explain(changes, "sz-nanshan-01", "--why", "retail/checkout");
  expect(code).toBe(2);
  expect(said).toContain("build/parameter");
  expect(said).not.toContain("No rule says");
});

test.each([[["sz-nanshan-01"]], [["sz-nanshan-01", "provenance.json"]], [["guangdong"]]])(
  "A parameter that is wrong is told wherever its value would count: %s",
  async (args) => {
    const region = (smallFleet()["sites/guangdong/region.yaml"] as string).replace(
      "parameters: {}",
      "parameters: { metricsRetention: soon }",
    );
    const { code, said } = await explain({ "sites/guangdong/region.yaml": region }, ...args);
    expect(code).toBe(2);
    expect(said).toMatch(/region\.yaml:7:\d+: error build\/parameter: parameter metricsRetention/);
  },
);

test("--why of an app or a site that is not there tells the nearest one", async () => {
  expect((await explain({}, "sz-nanshan-01", "--why", "retail/chekout")).said).toContain(
    "did you mean retail/checkout?",
  );
  expect((await explain({}, "sz-nanshan-1", "--why", "checkout")).said).toContain("did you mean sz-nanshan-01?");
});

test("Lines fit 80 columns, but for words that cannot be broken", async () => {
  for (const name of ["sz-nanshan-01", "guangdong", "centre", "retail/checkout"]) {
    for (const line of (await explain({}, name)).said.split("\n")) {
      if (line.length > 80) expect(line.trim(), line).toMatch(/^(\S+ +)?\S+$/);
    }
  }
});

test("The system of the sample fleet tells where it runs and what its values come from", async () => {
  const { code, stdout } = await runCommandHere(["explain", "retail/mall", "--fleet", `${import.meta.dirname}/../..`]);
  expect(code).toBe(0);
  expect(stdout).toContain("mall");
  expect(stdout).toMatch(/systems\/retail\/mall\.yaml:\d+/);
});
