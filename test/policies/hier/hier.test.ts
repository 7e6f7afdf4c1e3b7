import { describe, expect, it } from "vitest";
import { evaluateFleet } from "../../../policies/evaluate.ts";
import { appSelection } from "../../../policies/hier/app-selection.ts";
import { exampleFleet } from "../example-fleet.ts";
import { expectFindings, findings } from "../finding.ts";

const regions = (guangdong: string, hunan: string) =>
  `# sites/guangdong/region.yaml\n${guangdong}\n---\n# sites/hunan/region.yaml\n${hunan}\n`;

describe("the number of regions", () => {
  it("may be neither larger nor smaller than agreed", () => {
    const at = "sites/fleet.yaml hierarchy.regions";
    const text = (count: number) => `# sites/fleet.yaml\nhierarchy: { regions: ${count}, maxSitesPerRegion: 10 }\n`;
    const message = (found: string, expected: number) =>
      `found ${found}, expected ${expected} as hierarchy.regions says`;
    expectFindings("FLT-HIER-001", text(31), [{ at, subject: "panji", message: message("1 region", 31) }]);
    expectFindings("FLT-HIER-001", `${text(1)}---\n${regions("{}", "{}")}`, [
      { at, subject: "panji", message: message("2 regions", 1) },
    ]);
  });
});

describe("the endpoint of a hub", () => {
  it("is not that of the centre, however it is spelt", () => {
    const text = '# sites/guangdong/region.yaml\nhub: { endpoint: "https://CENTRE.panji.example:6443/" }\n';
    expectFindings("FLT-HIER-002", text, [
      {
        at: "sites/guangdong/region.yaml hub.endpoint",
        subject: "panji/guangdong/hub",
        message:
          "the hub of guangdong has the endpoint https://CENTRE.panji.example:6443/ of the centre, expected a cluster of its own",
      },
    ]);
  });

  it("may share its host with others on another port", () => {
    const at = (port: number) => `hub: { endpoint: "https://hubs.panji.example:${port}" }`;
    expect(findings("FLT-HIER-002", regions(at(6443), at(6444)))).toEqual([]);
  });
});

describe("the code of a region", () => {
  it("is a province of GB/T 2260", () => {
    expectFindings("FLT-HIER-005", '# sites/guangdong/region.yaml\ncode: "47"\n', [
      {
        at: "sites/guangdong/region.yaml code",
        subject: "panji/guangdong",
        message: "region guangdong has the code 47, expected a province code of GB/T 2260",
      },
    ]);
  });

  it("may be any of the 31 provinces on the mainland", () => {
    const codes = "11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65".split(
      " ",
    );
    const text = codes.map((code) => `# sites/r${code}/region.yaml\ncode: "${code}"\n`).join("---\n");
    expect(codes).toHaveLength(31);
    expect(findings("FLT-HIER-005", text)).toEqual([]);
  });
});

describe("a tenant", () => {
  it("is listed once, and lists a namespace once", () => {
    const text = `# sites/fleet.yaml
tenants:
  - { name: retail, namespaces: [a, a], owners: [x] }
  - { name: retail, namespaces: [b], owners: [x] }
`;
    expectFindings("FLT-HIER-008", text, [
      {
        at: "sites/fleet.yaml tenants.1.name",
        subject: "panji",
        message: "tenant retail is there twice, expected one entry with all of its namespaces",
      },
      {
        at: "sites/fleet.yaml tenants.0.namespaces.1",
        subject: "panji",
        message: "namespace a is listed twice by tenant retail",
      },
    ]);
  });
});

describe("the selector of an app", () => {
  const app = (select: string) => `# apps/retail/checkout.yaml\nselect: ${select}\n`;
  const subject = "panji/apps/retail/checkout";

  it("names regions that exist, and is told the nearest one", () => {
    expectFindings("FLT-HIER-010", app("{ regions: [guangdong, guandong] }"), [
      { at: "apps/retail/checkout.yaml select.regions.1", subject, message: "no region guandong to select" },
    ]);
  });

  it("matches a site with all of its parts together", () => {
    const fleet = "# sites/guangdong/shenzhen.yaml\nsites: [{ name: a, labels: { customer: metro, size: s } }]\n---\n";
    expect(findings("FLT-HIER-010", fleet + app("{ labels: { customer: metro } }"))).toEqual([]);
    expectFindings("FLT-HIER-010", fleet + app("{ labels: { customer: metro, size: l } }"), [
      {
        at: "apps/retail/checkout.yaml select.labels",
        subject,
        message: "the app selects none of the sites of panji with its labels customer=metro, size=l",
      },
    ]);
  });

  it("is told the label that it means", () => {
    const fleet = "# sites/guangdong/shenzhen.yaml\nsites: [{ name: a, labels: { customer: metro, size: s } }]\n---\n";
    const hint = (labels: string) => {
      const example = exampleFleet(fleet + app(`{ labels: ${labels} }`));
      return evaluateFleet([appSelection], example.fleet, example.context)[0]?.hint;
    };
    expect(hint("{ customer: metros }")).toBe("did you mean customer: metro?");
    expect(hint("{ custumer: metro }")).toBe("did you mean customer: metro?");
    expect(hint("{ customer: bank }")).toMatch(/^all of the selector must match one site/);
  });

  it("may name a zone that is in several regions once it names the region", () => {
    const zones = "# sites/guangdong/suzhou.yaml\n{}\n---\n# sites/hunan/suzhou.yaml\n{}\n---\n".replace(
      "{}\n---\n# sites/hunan",
      "sites: [{ name: other }]\n---\n# sites/hunan",
    );
    expect(findings("FLT-HIER-007", zones + app("{ zones: [suzhou], regions: [hunan] }"))).toEqual([]);
    expect(findings("FLT-HIER-007", zones + app("{ zones: [suzhou] }"))).toHaveLength(1);
  });
});

describe("the difference of an app in a zone", () => {
  it("is not for a zone that exists and that it does not select", () => {
    const text = `# sites/guangdong/shenzhen.yaml
zone: shenzhen
---
# sites/guangdong/dongguan.yaml
sites: [{ name: dg-01 }]
---
# apps/retail/checkout.yaml
select: { zones: [shenzhen] }
zones: { shenzhen: { replicas: 2 }, dongguan: { replicas: 2 } }
`;
    expectFindings("FLT-HIER-011", text, [
      {
        at: "apps/retail/checkout.yaml zones.dongguan",
        subject: "panji/apps/retail/checkout",
        message: "the app differs in zone dongguan, where it selects no site",
      },
    ]);
  });
});

describe("a region behind a gateway", () => {
  const text = (region: string, sites: string) =>
    `# sites/guangdong/region.yaml\nhub: null\n${region}\n---\n# sites/guangdong/shenzhen.yaml\nzone: shenzhen\nsites: [${sites}]\n`;
  const gate = "{ name: sz-gate-01, kind: nodes, parent: centre }";
  const told = (region: string, sites = gate) =>
    findings("FLT-HIER-021", text(region, sites)).map(({ message }) => message);

  it("names one, and a region that is pulled names none", () => {
    expect(told("reach: gateway")).toEqual([expect.stringContaining("names none")]);
    expect(told("gateway: sz-gate-01")).toEqual([expect.stringContaining("has reach: pull")]);
    expect(told("reach: gateway\ngateway: sz-gate-01")).toEqual([]);
  });

  it("a gateway of two servers is told, and so is one that joins the hub, is not there, retired or its own spare", () => {
    const behind = "reach: gateway\ngateway: sz-gate-01";
    expect(told(behind, "{ name: sz-gate-01, kind: nodes, parent: centre, hosts: [{}, {}] }")).toEqual([
      expect.stringContaining("has 2 servers"),
    ]);
    expect(told(behind, "{ name: sz-gate-01, kind: nodes }")).toEqual([expect.stringContaining("joins the hub")]);
    expect(told("reach: gateway\ngateway: sz-gate-02")).toEqual([expect.stringContaining("no site sz-gate-02")]);
    expect(told(behind, "{ name: sz-gate-01, kind: nodes, parent: centre, state: retired }")).toEqual([
      expect.stringContaining("is retired"),
    ]);
    expect(told(`${behind}\nspareGateway: sz-gate-01`)).toEqual([expect.stringContaining("expected two servers")]);
  });

  it("has no other node of the centre and no BMC, and a site that leaves is not told", () => {
    const others = (sites: string) =>
      findings("FLT-HIER-022", text("reach: gateway\ngateway: sz-gate-01", `${gate}, ${sites}`)).map(
        ({ message }) => message,
      );
    expect(others("{ name: sz-kiosk-01, kind: nodes, parent: centre }")).toEqual([
      expect.stringContaining("of which only the gateway is one"),
    ]);
    expect(others("{ name: sz-kiosk-01, kind: nodes, parent: centre, state: retired }")).toEqual([]);
    const bmc = "redfish-virtualmedia://10.44.255.11/redfish/v1/Systems/1";
    expect(others(`{ name: sz-mall-01, profile: edge-eggo@1.0.0, hosts: [{ bmc: "${bmc}" }] }`)).toEqual([
      expect.stringContaining("has a BMC"),
    ]);
  });
});
