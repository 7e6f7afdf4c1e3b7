import { expect, test } from "vitest";
import { importFiles } from "../../../compiler/import/import-files.ts";

/** A list of servers, of one site that nobody names or of two servers a site. */
function list(servers: number, isWithSites: boolean): string {
  const row = (index: number) => {
    const [high, middle, low] = [16, 8, 0].map((bits) => (index >> bits) & 255);
    const mac = [high, middle, low].map((each) => (each ?? 0).toString(16).padStart(2, "0")).join(":");
    const cells = [`srv-${index}`, `S${index}`, `02:00:00:${mac}`, `10.${high}.${middle}.${low}`, "12", "10.0.0.1"];
    return [...cells, ...(isWithSites ? [`site-${index >> 1}`] : [])].join(",");
  };
  const head = `name,serial,mac,ip,vlan,dns${isWithSites ? ",site" : ""}`;
  return [head, ...Array.from({ length: servers }, (_, index) => row(index))].join("\n");
}

const imported = (text: string) =>
  importFiles([{ name: "servers.csv", text }], { zone: "shenzhen", region: "guangdong", profile: undefined });

/** Milliseconds of this thread at its work: what others do at the same time does not count. */
function effort(servers: number, isWithSites: boolean): number {
  const text = list(servers, isWithSites);
  const before = process.threadCpuUsage();
  imported(text);
  const { user, system } = process.threadCpuUsage(before);
  return (user + system) / 1000;
}

// Once 5,000 servers took minutes: every row was held against every other one.
test.each([
  ["of one site", false],
  ["of many sites", true],
])("Eight times as many servers %s take about eight times as long", (_, isWithSites) => {
  effort(250, isWithSites);
  const [few, many] = [effort(250, isWithSites), effort(2000, isWithSites)];
  expect(many / few).toBeLessThan(24);
});

// Once a list of 20,000 servers with seven columns ended with a stack trace: no call has room for so many arguments.
test("A list of 140,000 cells is accounted for cell by cell", () => {
  const others = Array.from({ length: 70 }, (_, index) => `remark ${index}`);
  const rows = Array.from({ length: 2000 }, (_, index) => [`srv-${index}`, `S${index}`, ...others].join(","));
  const { leaves } = imported([["name", "serial", ...others].join(","), ...rows].join("\n"));
  expect(leaves).toHaveLength(2000 * 72);
});
