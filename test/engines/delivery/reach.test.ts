/** What lets a cluster reach its repository: authorities of the fleet's own, a proxy. */

import { describe, expect, test } from "vitest";
import { clusterProxyOf } from "../../../engines/cluster-proxy.ts";
import { argocd } from "../../../engines/delivery/argocd/argocd.ts";
import { flux } from "../../../engines/delivery/flux/flux.ts";
import type { DeliveryScope } from "../../../engines/engine.ts";
import { engines } from "../../../engines/engines.ts";
import type { KubernetesObject } from "../../../model/manifest.ts";
import { certificate } from "../../certificates.ts";
import { type ExampleSite, exampleSite } from "../provisioning/example-site.ts";
import { gitChart, heldTarget, ociChart, siteTarget } from "./targets.ts";

const trusting: DeliveryScope = { ...siteTarget, charts: [ociChart.source], reach: { authorities: certificate } };
const find = (list: readonly KubernetesObject[], kind: string, name: string) =>
  list.find((each) => each.kind === kind && each.metadata.name === name);
const data = (object: KubernetesObject | undefined) => object?.["data"] as Record<string, string> | undefined;
const spec = (object: KubernetesObject | undefined) => object?.["spec"] as Record<string, unknown>;

const proxyOf = (network: ExampleSite["network"]) =>
  clusterProxyOf(exampleSite({ provisioner: engines.provisioners.existing.example, ...(network && { network }) }));
const proxy = proxyOf({
  nodes: "10.44.12.0/26",
  pods: "10.244.0.0/16",
  services: "10.96.0.0/16",
  proxy: { https: "http://proxy.panji.example:3128", noProxy: ["git.panji.example", ".lab.example"] },
});
const variables = [
  { name: "HTTPS_PROXY", value: "http://proxy.panji.example:3128" },
  {
    name: "NO_PROXY",
    value:
      "$(KUBERNETES_SERVICE_HOST),.cluster.local.,localhost,127.0.0.0/8,::1,10.44.12.0/26,10.244.0.0/16,10.96.0.0/16,.svc,.cluster.local,git.panji.example,.lab.example",
  },
];

describe("Flux", () => {
  // A region with a private authority never converged: nobody told source-controller of it.
  test("takes the fleet's authorities out of a Secret that the first objects hold, for Git and for charts", () => {
    const first = flux.bootstrap(trusting);
    const secret = find(first, "Secret", "flotilla-authorities");
    expect(secret).toMatchObject({ metadata: { namespace: "flux-system" }, type: "Opaque" });
    expect(Buffer.from(data(secret)?.["ca.crt"] ?? "", "base64").toString()).toBe(certificate);
    expect(spec(find(first, "GitRepository", "flotilla"))["secretRef"]).toEqual({ name: "flotilla-authorities" });
    const charts = [...flux.reconcile(trusting), ...flux.chart(ociChart, true), ...flux.chart(gitChart, true)];
    expect(spec(find(charts, "OCIRepository", "flux"))["certSecretRef"]).toEqual({ name: "flotilla-authorities" });
    expect(spec(find(charts, "OCIRepository", "cilium"))["certSecretRef"]).toEqual({ name: "flotilla-authorities" });
    expect(spec(find(charts, "GitRepository", "cloudcore"))["secretRef"]).toEqual({ name: "flotilla-authorities" });
  });

  test("keeps the Secret of the credentials, in which it looks for authorities too", () => {
    const source = find(flux.bootstrap({ ...trusting, credentials: "git" }), "GitRepository", "flotilla");
    expect(spec(source)["secretRef"]).toEqual({ name: "git" });
  });

  test.each(["ssh://git@git.panji.example/fleet/guangdong.git", "http://git.panji.example/fleet/guangdong.git"])(
    "needs no authority for %s, and a Secret without a key would be a fault of SSH",
    (repository) => {
      const source = find(flux.bootstrap({ ...trusting, repository }), "GitRepository", "flotilla");
      expect(spec(source)).not.toHaveProperty("secretRef");
    },
  );

  test("of a held site gets new authorities with the root folder, which is never suspended", () => {
    const held = flux.reconcile({ ...heldTarget, reach: { authorities: certificate } });
    expect(find(held, "Secret", "flotilla-authorities")).toBeDefined();
    expect(spec(find(held, "Kustomization", "flotilla"))["suspend"]).toBe(false);
    expect(flux.agent("registry.panji.example", { authorities: certificate })).toEqual(
      flux.agent("registry.panji.example"),
    );
  });

  test("goes through the proxy of the site with the one controller that leaves the cluster", () => {
    const { values } = flux.agent("registry.panji.example", { proxy });
    expect(values["sourceController"]).toMatchObject({ extraEnv: variables });
    for (const name of ["kustomizeController", "helmController"]) expect(values[name]).not.toHaveProperty("extraEnv");
  });
});

describe("Argo CD", () => {
  test("takes the fleet's authorities by the name of each host that its repository server speaks to", () => {
    const target = { ...trusting, registry: "registry.panji.example:5000/mirror", charts: [gitChart.source] };
    const first = argocd.bootstrap(target);
    expect(find(first, "ConfigMap", "argocd-tls-certs-cm")).toMatchObject({
      metadata: { namespace: "argocd" },
      data: { "git.panji.example": certificate, "registry.panji.example": certificate },
    });
    expect(argocd.reconcile(target)).toContainEqual(find(first, "ConfigMap", "argocd-tls-certs-cm"));
  });

  test("has one owner of that ConfigMap: the chart, or the root folder, which is read at a held site too", () => {
    const create = (reach: DeliveryScope["reach"]) =>
      (argocd.agent("registry.panji.example", reach).values["configs"] as Record<string, unknown>)["tls"];
    expect(create({ authorities: certificate })).toEqual({ create: false });
    expect(create({})).toBeUndefined();
    expect(find(argocd.bootstrap(siteTarget), "ConfigMap", "argocd-tls-certs-cm")).toBeUndefined();
  });

  test("goes through the proxy of the site with its repository server alone", () => {
    const { values } = argocd.agent("registry.panji.example", { proxy });
    expect(values["repoServer"]).toMatchObject({ env: variables });
    for (const name of ["controller", "server", "global"]) expect(values[name]).not.toHaveProperty("env");
  });
});

describe("The proxy of a site", () => {
  test("is none without a URL, whatever is named beside it", () => {
    expect(proxyOf({ nodes: "10.44.12.0/26", proxy: { noProxy: [".panji.example"] } })).toBeUndefined();
    expect(proxyOf(undefined)).toBeUndefined();
  });

  test("is not for networks of the site, of either family", () => {
    const nodes: [string, string] = ["10.44.12.0/26", "fd00:44:12::/64"];
    expect(proxyOf({ nodes, proxy: { http: "http://10.44.0.9:3128" } })?.noProxy).toEqual(
      expect.arrayContaining(nodes),
    );
  });
});
