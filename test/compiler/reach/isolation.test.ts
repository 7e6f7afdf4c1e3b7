import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { compile } from "../../../compiler/compile.ts";
import { loadFleet } from "../../../compiler/load/load-fleet.ts";
import { Isolation } from "../../../compiler/reach/isolation.ts";
import { type SiteIsolation, siteIsolation } from "../../../compiler/reach/site-isolation.ts";
import { exceptions } from "../../../constructs/app-grants.ts";
import type { Fleet } from "../../../constructs/fleet.ts";
import type { JsonObject } from "../../../model/json.ts";
import type { KubernetesObject } from "../../../model/manifest.ts";
import { catalogue } from "../../../profiles/catalogue.ts";
import { fleetOnDisk, smallFleet } from "../../fleet-on-disk.ts";

/** What a tenant's apps say of the network. */
interface Wish {
  readonly tenant: "retail" | "telco";
  readonly exposes: boolean;
  readonly egress: readonly { readonly cidr: string; readonly ports: readonly number[] }[];
}

const wish: fc.Arbitrary<Wish> = fc.record({
  tenant: fc.constantFrom("retail" as const, "telco" as const),
  exposes: fc.boolean(),
  egress: fc.array(
    fc.record({
      cidr: fc.constantFrom("203.0.113.0/28", "198.51.100.7/32", "0.0.0.0/0"),
      ports: fc.uniqueArray(fc.constantFrom(53, 443, 8443), { minLength: 1 }),
    }),
    { maxLength: 2 },
  ),
});

/** Objects of the one site of a fleet with an app for each wish. */
function objectsOf(wishes: readonly Wish[]): readonly KubernetesObject[] {
  const texts = smallFleet() as Record<string, string>;
  const tenants = ["retail", "telco"].map(
    (name) => `{ name: ${name}, namespaces: [${name}], owners: [${name}-team], egress: [0.0.0.0/0, 203.0.113.0/24] }`,
  );
  const apps = wishes.map(({ tenant, exposes, egress }, index) => [
    `apps/${tenant}/app-${index}.yaml`,
    `name: app-${index}
tenant: ${tenant}
image: registry.panji.example/x:1.0.0@sha256:${"a1".repeat(32)}
ports: [{ name: http, port: 8080 }]
resources: { cpu: 10m, memory: 16Mi }
egress: ${JSON.stringify(egress)}
${exposes ? `expose: { hosts: [app-${index}.panji.example] }\n` : ""}`,
  ]);
  const root = fleetOnDisk({
    "apps/retail/checkout.yaml": null,
    "sites/fleet.yaml": `${texts["sites/fleet.yaml"]}`.replace(/^tenants: .*$/m, `tenants: [${tenants.join(", ")}]`),
    "sites/guangdong/shenzhen.yaml": `${texts["sites/guangdong/shenzhen.yaml"]}`.replace(
      "storage: 200Gi",
      "storage: 200Gi, ingress: traefik",
    ),
    ...Object.fromEntries(apps),
  });
  const { fleet, selection, diagnostics } = loadFleet(root, catalogue);
  expect(diagnostics).toEqual([]);
  const objects: KubernetesObject[] = [];
  compile({
    fleet: fleet as Fleet,
    selection,
    rules: [],
    facts: { today: "2026-11-21", profileHashes: new Map(), profileLock: new Map() },
    sink: () => (unit) => {
      for (const folder of unit.siteFolders) objects.push(...folder.objects);
    },
  });
  return objects;
}

/** What the files say: neighbours of a namespace, and the ranges that an app opens. */
function meant(wishes: readonly Wish[]): SiteIsolation {
  const apps = wishes.map((each, index) => ({ ...each, name: `${each.tenant}/app-${index}` }));
  const names = apps.map(({ name }) => name).sort();
  const tenantOf = (name: string) => name.split("/")[0];
  return {
    workloads: names,
    pairs: names.flatMap((from) =>
      names.filter((to) => tenantOf(to) === tenantOf(from)).map((to) => ({ from, to, ports: "any" as const })),
    ),
    ranges: Object.fromEntries(
      apps
        .filter(({ egress }) => egress.length > 0)
        .map(({ name, egress }) => [
          name,
          egress
            .map(({ cidr, ports }) => {
              const except = exceptions(cidr);
              const texts = ports.map((port) => `${port}/TCP`).sort();
              return `${cidr}${except.length > 0 ? ` except ${except.join(", ")}` : ""}: ${texts.join(", ")}`;
            })
            .sort(),
        ]),
    ),
  };
}

test("Whatever apps ask for, their policies let them reach what the files say and nothing else", {
  tags: "property",
}, () => {
  fc.assert(
    fc.property(fc.array(wish, { minLength: 1, maxLength: 4 }), (wishes) => {
      const objects = objectsOf(wishes);
      expect(siteIsolation(objects, new Set(["retail", "telco"]))).toEqual(meant(wishes));
      const isolation = new Isolation(objects);
      const controller = { namespace: "ingress", labels: { "app.kubernetes.io/name": "traefik" } };
      for (const [index, { tenant, exposes }] of wishes.entries()) {
        const labels = { "app.kubernetes.io/name": `app-${index}`, "app.kubernetes.io/instance": `app-${index}` };
        const app = { namespace: tenant, labels };
        const strangers = { namespace: "elsewhere", labels };
        expect(isolation.between(controller, app)?.ports).toEqual(exposes ? ["8080/TCP"] : undefined);
        expect(isolation.between(app, controller)).toBeUndefined();
        expect(isolation.between(strangers, app)).toBeUndefined();
        expect(isolation.between(app, { namespace: "kube-system", labels: { "k8s-app": "kube-dns" } })?.ports).toEqual([
          "53/TCP",
          "53/UDP",
        ]);
      }
    }),
    { numRuns: 12 },
  );
});

const policy = (spec: JsonObject): KubernetesObject => ({
  apiVersion: "networking.k8s.io/v1",
  kind: "NetworkPolicy",
  metadata: { name: "p", namespace: "a" },
  spec,
});
const [one, two] = ["one", "two"].map((app) => ({ namespace: "a", labels: { app } })) as [never, never];

test("A pod that no policy selects is open, and policies add up", () => {
  const some = { podSelector: { matchLabels: { app: "two" } }, policyTypes: ["Ingress"] };
  const only = (port: number) => policy({ ...some, ingress: [{ from: [{ podSelector: {} }], ports: [{ port }] }] });
  expect(new Isolation([]).between(one, two)).toEqual({ ports: "any" });
  expect(new Isolation([policy(some)]).between(one, two)).toBeUndefined();
  expect(new Isolation([policy(some)]).between(two, one)).toEqual({ ports: "any" });
  expect(new Isolation([only(80), only(443)]).between(one, two)).toEqual({ ports: ["443/TCP", "80/TCP"] });
});

test("Expressions of a selector count as those of labels do", () => {
  const among = (operator: string, values: readonly string[]) =>
    policy({
      podSelector: {},
      policyTypes: ["Ingress"],
      ingress: [{ from: [{ podSelector: { matchExpressions: [{ key: "app", operator, values }] } }] }],
    });
  expect(new Isolation([among("In", ["one"])]).between(one, two)).toEqual({ ports: "any" });
  expect(new Isolation([among("NotIn", ["one"])]).between(one, two)).toBeUndefined();
  expect(new Isolation([among("Exists", [])]).between(one, two)).toEqual({ ports: "any" });
  expect(new Isolation([among("DoesNotExist", [])]).between(one, two)).toBeUndefined();
});

describe("Ports that both ends open", () => {
  const allow = (direction: "ingress" | "egress", ports: JsonObject[]) =>
    policy({
      podSelector: {},
      policyTypes: [direction === "ingress" ? "Ingress" : "Egress"],
      [direction]: [{ [direction === "ingress" ? "from" : "to"]: [{ podSelector: {} }], ports }],
    });
  const between = (out: JsonObject[], into: JsonObject[]) =>
    new Isolation([allow("egress", out), allow("ingress", into)]).between(one, two)?.ports;

  test("are one number where the other end opens its protocol or a range around it", () => {
    expect(between([{ protocol: "TCP" }], [{ port: 8080 }])).toEqual(["8080/TCP"]);
    expect(between([{ port: 8000, endPort: 9000 }], [{ port: 8080 }])).toEqual(["8080/TCP"]);
    expect(between([{ protocol: "UDP" }], [{ port: 8080 }])).toBeUndefined();
  });

  test("are a range where two overlap, and a name where the other end may mean it", () => {
    expect(between([{ port: 8000, endPort: 9000 }], [{ port: 8500, endPort: 9500 }])).toEqual(["8500-9000/TCP"]);
    expect(between([{ port: 1, endPort: 79 }], [{ port: 80, endPort: 90 }])).toBeUndefined();
    expect(between([{ port: "http" }], [{ port: 8080 }])).toEqual(["http/TCP"]);
    expect(between([{ port: "http" }], [{ port: "metrics" }])).toBeUndefined();
  });

  test("are told once, however many policies open them", () => {
    expect(
      between(
        [{ protocol: "TCP" }],
        [{ port: 80 }, { port: 80, endPort: 90 }, { port: 85, endPort: 99 }, { port: 70 }],
      ),
    ).toEqual(["70/TCP", "80-99/TCP"]);
  });
});

test("What no policy closes is open to all addresses", () => {
  const egress = (rules: JsonObject[]) => policy({ podSelector: {}, policyTypes: ["Egress"], egress: rules });
  expect(new Isolation([]).ranges(one)).toEqual(["0.0.0.0/0: any", "::/0: any"]);
  expect(new Isolation([egress([])]).ranges(one)).toEqual([]);
  expect(new Isolation([egress([{ ports: [{ port: 443 }] }])]).ranges(one)).toEqual([
    "0.0.0.0/0: 443/TCP",
    "::/0: 443/TCP",
  ]);
  const to = [{ ipBlock: { cidr: "203.0.113.0/28" } }];
  expect(new Isolation([egress([{ to, ports: [{ port: 30000, endPort: 32767 }] }])]).ranges(one)).toEqual([
    "203.0.113.0/28: 30000-32767/TCP",
  ]);
});
