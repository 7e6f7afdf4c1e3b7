import { expect, test } from "vitest";
import { parse } from "yaml";
import { compileFleet } from "../compile-fleet.ts";
import { fleetOnDisk, smallFleet } from "../fleet-on-disk.ts";

const zoneFile = "sites/guangdong/shenzhen.yaml";
const fleetFile = "sites/fleet.yaml";
const appFile = "apps/retail/checkout.yaml";
const texts = smallFleet() as Record<string, string>;

/** The objects of one kind in the namespace of the tenant, and all findings, for an app with these lines. */
function compiled(lines: string, parameters = "ingress: traefik, externalSecrets: true", egress = "[]") {
  const root = fleetOnDisk({
    [fleetFile]: (texts[fleetFile] as string).replace("[retail-team] }", `[retail-team], egress: ${egress} }`),
    [zoneFile]: (texts[zoneFile] as string).replace("storage: 200Gi", `storage: 200Gi, ${parameters}`),
    [appFile]: `${texts[appFile]}${lines}`,
  });
  const { result, contents } = compileFleet(root);
  const files = contents.flatMap((content) => content.files);
  return {
    findings: result.diagnostics.map(({ code, message }) => `${code} ${message}`),
    objects: (kind: string) =>
      files
        .filter(({ path }) => path.includes("/50-tenants/") && path.includes(`/${kind.toLowerCase()}_retail_`))
        .map(({ text }) => parse(String(text)) as { metadata: { name: string }; spec: Record<string, unknown> }),
  };
}

test("The ingress controller alone comes to an exposed app, at the port that is exposed", () => {
  const { findings, objects } = compiled("expose: { hosts: [checkout.panji.example] }\n");
  expect(findings).toEqual([]);
  const policy = objects("NetworkPolicy").find(({ metadata }) => metadata.name === "app-checkout");
  expect(policy?.spec).toEqual({
    podSelector: { matchLabels: { "app.kubernetes.io/instance": "checkout", "app.kubernetes.io/name": "checkout" } },
    policyTypes: ["Ingress"],
    ingress: [
      {
        from: [
          {
            namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": "ingress" } },
            podSelector: { matchLabels: { "app.kubernetes.io/name": "traefik" } },
          },
        ],
        ports: [{ port: 8080, protocol: "TCP" }],
      },
    ],
  });
});

test("An app reaches the destinations that it names; the whole internet has no private ranges in it", () => {
  const lines = "egress: [{ cidr: 203.0.113.7/32, ports: [443] }, { cidr: 0.0.0.0/0, ports: [53], protocol: UDP }]\n";
  const { findings, objects } = compiled(lines, "ingress: none", "[0.0.0.0/0]");
  expect(findings).toEqual([]);
  expect(objects("NetworkPolicy").find(({ metadata }) => metadata.name === "app-checkout")?.spec["egress"]).toEqual([
    { to: [{ ipBlock: { cidr: "203.0.113.7/32" } }], ports: [{ port: 443, protocol: "TCP" }] },
    {
      to: [
        {
          ipBlock: {
            cidr: "0.0.0.0/0",
            except: ["10.0.0.0/8", "100.64.0.0/10", "169.254.0.0/16", "172.16.0.0/12", "192.168.0.0/16"],
          },
        },
      ],
      ports: [{ port: 53, protocol: "UDP" }],
    },
  ]);
});

test("Secrets of an app are references to the store, one object for its values and one for its certificate", () => {
  const { findings, objects } = compiled(
    "secrets: [{ name: DB, from: retail/checkout, property: db }, { name: API, secret: theirs, key: api }]\n" +
      "expose: { hosts: [checkout.panji.example], tls: { from: retail/checkout-tls } }\n",
  );
  expect(findings).toEqual([]);
  const made = objects("ExternalSecret").map(({ metadata, spec }) => [metadata.name, spec["data"]]);
  expect(made).toEqual([
    ["checkout", [entry("DB", "retail/checkout", "db")]],
    ["checkout-tls", ["tls.crt", "tls.key"].map((property) => entry(property, "retail/checkout-tls", property))],
  ]);
});

function entry(secretKey: string, key: string, property: string) {
  return { secretKey, remoteRef: { key, property } };
}

test("The controller reads a tenant's namespace by a binding there, and no other Secret", () => {
  const bindings = compiled("").objects("RoleBinding");
  expect(bindings.map(({ metadata }) => metadata.name)).toContain("ingress-backends");
  expect(
    compiled("", "ingress: none")
      .objects("RoleBinding")
      .map(({ metadata }) => metadata.name),
  ).not.toContain("ingress-backends");
});

test("Where nothing is exposed or fetched, an app that asks for it is an error", () => {
  const lines =
    "expose: { hosts: [checkout.panji.example], tls: { issuer: panji } }\nsecrets: [{ name: DB, from: retail/db }]\n" +
    "volumes: []\n";
  const at = "at 1 site, such as panji/guangdong/shenzhen/sz-nanshan-01";
  expect(compiled(lines, "ingress: none").findings).toEqual([
    `FLT-APP-001 the app is exposed, but there is no ingress controller ${at}`,
    `FLT-APP-001 the app asks an issuer for a certificate, but there is no cert-manager ${at}`,
    `FLT-APP-001 the app takes secrets out of the store, but there is no External Secrets to fetch them ${at}`,
  ]);
});

test.each([
  [
    "10.44.12.11/32",
    "[10.0.0.0/8]",
    "egress to 10.44.12.11/32, which reaches the servers 10.44.12.0/26 of panji/guangdong/shenzhen/sz-nanshan-01",
  ],
  [
    "10.44.255.0/24",
    "[10.0.0.0/8]",
    "egress to 10.44.255.0/24, which reaches the BMC 10.44.255.11 of panji/guangdong/shenzhen/sz-nanshan-01",
  ],
  [
    "10.0.0.0/8",
    "[10.0.0.0/8]",
    "egress to 10.0.0.0/8, which reaches the servers 10.44.12.0/26 of panji/guangdong/shenzhen/sz-nanshan-01 and 3 other networks",
  ],
  ["0.0.0.0/0", "[203.0.113.0/24]", "egress to 0.0.0.0/0, which the tenant may not reach; it may reach 203.0.113.0/24"],
  [
    "203.0.113.0/24",
    "[]",
    "egress to 203.0.113.0/24, which the tenant may not reach; it may reach nothing outside the cluster",
  ],
])("No app of a tenant opens %s where the tenant has %s", (cidr, granted, message) => {
  const { findings } = compiled(`egress: [{ cidr: ${cidr}, ports: [22] }]\n`, "ingress: none", granted);
  expect(findings).toEqual([`FLT-APP-002 ${message}`]);
});

test("A fleet without tenants has no ingress controller: it would watch every namespace", () => {
  const root = fleetOnDisk({
    [fleetFile]: (texts[fleetFile] as string).replace(/tenants: .*\n/, ""),
    [zoneFile]: (texts[zoneFile] as string).replace("storage: 200Gi", "storage: 200Gi, ingress: traefik"),
    [appFile]: null,
  });
  const paths = compileFleet(root).contents.flatMap(({ files }) => files.map(({ path }) => path));
  expect(paths.filter((path) => path.includes("traefik"))).toEqual([]);
});
