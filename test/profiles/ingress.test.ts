import { ApiObject, App, Chart } from "cdk8s";
import { describe, expect, test } from "vitest";
import { existing } from "../../engines/provisioning/existing/existing.ts";
import type { KubernetesObject } from "../../model/manifest.ts";
import { traefik } from "../../profiles/layers/traefik.ts";
import { exampleSite } from "../engines/provisioning/example-site.ts";

const tenants = [
  { name: "retail", state: "active", namespaces: ["retail"], retiredNamespaces: [], owners: ["retail"], egress: [] },
] as const;

function objectsOf(network: object): readonly KubernetesObject[] {
  const site = exampleSite({
    provisioner: existing.example,
    network,
    fleet: { tenants: tenants.map((each) => ({ ...each, namespaces: [...each.namespaces] })) as never },
  });
  const chart = new Chart(new App(), "traefik", { disableResourceNameHashes: true });
  traefik.prepare(site, { ingress: "traefik" })?.render(chart);
  const all = chart.node.findAll().filter((each) => ApiObject.isApiObject(each));
  return all.map((each) => each.toJson() as KubernetesObject);
}

const specOf = (object: KubernetesObject | undefined) => object?.["spec"] as Record<string, unknown>;

describe("The ingress address of a site", () => {
  const objects = objectsOf({ ingressVip: "10.44.12.9" });
  const [service] = objects.filter(({ kind }) => kind === "Service") as [KubernetesObject];
  const [controller, announcer] = objects.filter(({ kind }) => kind === "DaemonSet") as [
    KubernetesObject,
    KubernetesObject,
  ];

  test("is a Service's of the ingress controller, at the ports of the web", () => {
    expect(service.metadata).toMatchObject({ annotations: { "kube-vip.io/loadbalancerIPs": "10.44.12.9" } });
    expect(specOf(service)).toMatchObject({
      type: "LoadBalancer",
      ipFamilyPolicy: "SingleStack",
      ipFamilies: ["IPv4"],
      ports: [
        { port: 80, targetPort: "web" },
        { port: 443, targetPort: "websecure" },
      ],
    });
    const { template } = specOf(controller) as {
      readonly template: { readonly metadata: { readonly labels: object } };
    };
    expect(template.metadata.labels).toMatchObject(specOf(service)["selector"] as object);
  });

  test("opens no port of the servers' own", () => {
    expect(specOf(service)).toMatchObject({ allocateLoadBalancerNodePorts: false });
  });

  test("is answered for by one server at a time, in the namespace of the controller and nowhere else", () => {
    const text = JSON.stringify(announcer);
    expect(text).toContain('{"name":"svc_enable","value":"true"}');
    expect(text).toContain('{"name":"cp_enable","value":"false"}');
    expect(text).toContain(`{"name":"svc_namespace","value":"${service.metadata.namespace}"}`);
    expect(text).toContain('"hostNetwork":true');
  });

  // Beside the kube-vip of the control plane, on the network of the same server.
  test("is announced without the port that the holder of the API's address serves its metrics on", () => {
    expect(JSON.stringify(announcer)).toMatch(/"name":"prometheus_server","value":"127.0.0.1:(?!2112)\d+"/);
  });

  // Its account could write pods and events, since upstream's manifests let it; kube-vip asks for neither.
  test("is announced by an account that writes Services, their status and Leases, and nothing else", () => {
    const role = objects.find(({ kind, metadata }) => kind === "Role" && metadata.name === "kube-vip-services");
    const rules = role?.["rules"] as readonly { readonly resources: string[]; readonly verbs: string[] }[];
    const written = rules.filter(({ verbs }) => verbs.some((verb) => !["get", "list", "watch"].includes(verb)));
    expect(written.flatMap(({ resources }) => resources)).toEqual(["services", "services/status", "leases"]);
    expect(rules.flatMap(({ resources }) => resources)).not.toContain("pods");
  });

  test.each([
    ["IPv6 alone", "fd00:44:12::9", ["IPv6"], "SingleStack", "fd00:44:12::9"],
    [
      "both families",
      ["10.44.12.9", "fd00:44:12::9"],
      ["IPv4", "IPv6"],
      "RequireDualStack",
      "10.44.12.9,fd00:44:12::9",
    ],
  ])("may be of %s", (_, ingressVip, ipFamilies, ipFamilyPolicy, text) => {
    const found = objectsOf({ nodes: ["10.44.12.0/26", "fd00:44:12::/64"], ingressVip });
    const [asked] = found.filter(({ kind }) => kind === "Service");
    expect(specOf(asked)).toMatchObject({ ipFamilies, ipFamilyPolicy });
    expect(asked?.metadata).toMatchObject({ annotations: { "kube-vip.io/loadbalancerIPs": text } });
  });

  test("is nowhere at a site that has none, and nobody announces anything", () => {
    const kinds = objectsOf({}).map(({ kind }) => kind);
    expect(kinds).not.toContain("Service");
    expect(kinds.filter((kind) => kind === "DaemonSet")).toHaveLength(1);
  });
});
