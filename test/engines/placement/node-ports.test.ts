import { join } from "node:path";
import { load } from "js-yaml";
import { describe, expect, test } from "vitest";
import type { KubernetesObject } from "../../../model/manifest.ts";
import { nodePortRange } from "../../../model/node-port.ts";
import { compileFleet } from "../../compile-fleet.ts";
import { fleetOnDisk, smallFleet } from "../../fleet-on-disk.ts";

const APP = "apps/retail/checkout.yaml";
const ZONE = "sites/guangdong/shenzhen.yaml";
const LOCK = "sites/node-ports.lock.yaml";
const texts = smallFleet() as Record<string, string>;

/** The small fleet at the profile whose tenants have node ports, with an app that asks for one. */
function compiled(nodePort: string, more: Readonly<Record<string, string>> = {}, version = "1.1.0") {
  return compileFleet(
    fleetOnDisk({
      [APP]: `${texts[APP]}`.replace("port: 8080", `port: 8080, nodePort: ${nodePort}`),
      [ZONE]: `${texts[ZONE]}`.replace("edge-k3s@1.0.0", `edge-k3s@${version}`),
      ...more,
    }),
  );
}

type Compiled = ReturnType<typeof compiled>;

function objectAt({ contents }: Compiled, end: string): KubernetesObject | undefined {
  const file = contents.flatMap(({ files }) => files).find(({ path }) => path.endsWith(end));
  return file && (load(file.text) as KubernetesObject);
}

const findings = ({ loaded, result }: Compiled) => [...loaded.diagnostics, ...result.diagnostics];
const told = (made: Compiled) => findings(made).map(({ code, message }) => `${code} ${message}`);

describe("An app with a node port in a cluster of its own", () => {
  const lock = "apps:\n  retail/checkout: { http: 31007 }\n";

  test("has a second Service, and its first one stays as it is", () => {
    const [without, made] = [compileFleet(fleetOnDisk()), compiled("31080")];
    expect(told(made)).toEqual([]);
    expect(objectAt(made, "/service_retail_checkout-node-ports.yaml")?.["spec"]).toEqual({
      type: "NodePort",
      externalTrafficPolicy: "Local",
      selector: { "app.kubernetes.io/name": "checkout", "app.kubernetes.io/instance": "checkout" },
      ports: [{ name: "http", protocol: "TCP", port: 8080, targetPort: "http", nodePort: 31080 }],
    });
    const own = (from: Compiled) => objectAt(from, "/80-apps-retail/service_retail_checkout.yaml")?.["spec"];
    expect(own(made)).toEqual(own(without));
    expect(own(made)).toMatchObject({ type: "ClusterIP" });
  });

  test("is let through the fence at that port alone, and the quota is just what its apps have", () => {
    const made = compiled("31080");
    expect(objectAt(made, "/50-tenants/networkpolicy_retail_app-checkout-node-ports.yaml")?.["spec"]).toEqual({
      podSelector: { matchLabels: { "app.kubernetes.io/name": "checkout" } },
      policyTypes: ["Ingress"],
      ingress: [{ from: [{ ipBlock: { cidr: "10.44.0.0/16" } }], ports: [{ port: 8080, protocol: "TCP" }] }],
    });
    const quota = objectAt(made, "/50-tenants/resourcequota_retail_tenant.yaml");
    expect(quota?.["spec"]).toMatchObject({ hard: { "services.nodeports": "1", pods: "50" } });
  });

  test("lets in the clients that it names, and of the internet what is no private address", () => {
    const made = compiled("31080, clients: [192.168.0.0/16, 0.0.0.0/0]");
    expect(told(made)).toEqual([]);
    const spec = objectAt(made, "/networkpolicy_retail_app-checkout-node-ports.yaml")?.["spec"];
    expect(spec).toMatchObject({
      ingress: [
        {
          from: [
            { ipBlock: { cidr: "192.168.0.0/16" } },
            { ipBlock: { cidr: "0.0.0.0/0", except: expect.arrayContaining(["10.0.0.0/8"]) } },
          ],
        },
      ],
    });
    expect(told(compiled("31080, clients: [0.0.0.0/1]"))).toEqual([expect.stringContaining("a range of /8 or less")]);
  });

  test("takes the number that the lock gives it", () => {
    const made = compiled("auto", { [LOCK]: lock });
    expect(told(made)).toEqual([]);
    expect(objectAt(made, "/service_retail_checkout-node-ports.yaml")?.["spec"]).toMatchObject({
      ports: [{ nodePort: 31007 }],
    });
  });

  test("is told what to run when the lock gives none, and nothing is made up", () => {
    const made = compiled("auto");
    expect(told(made)).toEqual([
      "port/not-allocated the node port of http of retail/checkout is left to the plan, and sites/node-ports.lock.yaml gives none yet",
    ]);
    expect(objectAt(made, "-node-ports.yaml")).toBeUndefined();
  });

  test("is refused at a profile whose tenants have none", () => {
    const made = compiled("31080", {}, "1.0.0");
    expect(findings(made)).toMatchObject([
      {
        code: "FLT-CAP-034",
        message: expect.stringContaining("1 port of the servers, and its quota allows 0 ports of the servers"),
        hint: expect.stringContaining("pin a version of the profile whose tenants have node ports"),
      },
    ]);
  });

  test("cannot have a port of the platform's", () => {
    expect(told(compiled("30443"))).toEqual([
      expect.stringContaining("ports.0.nodePort: found 30443, expected a port from 31000 to 32399"),
    ]);
  });
});

test("A wrong file of an app does not make its line in the lock one that nobody uses", () => {
  const made = compiled("auto", {
    [LOCK]: "apps:\n  retail/checkout: { http: 31007 }\n",
    [APP]: `${texts[APP]}replica: 1\n`,
  });
  expect(findings(made).map(({ code }) => code)).not.toContain("port/gone");
  expect(told(made).length).toBeGreaterThan(0);
});

test("No shipped profile or engine answers at a number that apps may have", () => {
  const { contents } = compileFleet(join(import.meta.dirname, "../../.."));
  const numbers = contents
    .flatMap(({ files }) => files)
    .flatMap(({ text }) => [...text.matchAll(/nodePort"?: "?(\d{5})/gi)].map(([, number]) => Number(number)));
  expect(new Set(numbers).size).toBeGreaterThan(3);
  expect(numbers.filter((each) => each >= nodePortRange.first && each <= nodePortRange.last)).toEqual([]);
});
