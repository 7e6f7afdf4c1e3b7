import { expect, test } from "vitest";
import { chartInstaller } from "../../../engines/provisioning/bootstrap-agent.ts";
import type { KubernetesObject } from "../../../model/manifest.ts";
import { certificate } from "../../certificates.ts";

const api = { host: "127.0.0.1", port: 6443 };
const proxy = { https: "http://proxy.panji.example:3128", noProxy: ["$(KUBERNETES_SERVICE_HOST)", ".svc"] };
const made = (reach: Parameters<typeof chartInstaller>[3]) => chartInstaller([], "alpine/k8s:1.33.10", api, reach);

interface Pod {
  readonly containers: readonly [{ readonly env: unknown; readonly volumeMounts: unknown }];
  readonly volumes: unknown;
}

function podOf(objects: readonly KubernetesObject[]): Pod {
  const [job] = objects.filter(({ kind }) => kind === "Job") as readonly unknown[];
  return (job as { readonly spec: { readonly template: { readonly spec: Pod } } }).spec.template.spec;
}

// helm in the first Job knew the authorities of the host alone, which a new host may not have yet.
test("The first Job trusts the fleet's authorities besides those of its host", () => {
  const objects = made({ authorities: certificate });
  expect(objects).toContainEqual(
    expect.objectContaining({
      kind: "ConfigMap",
      metadata: { name: "flotilla-first-authorities", namespace: "kube-system" },
      data: { "authorities.pem": certificate },
    }),
  );
  const { containers, volumes } = podOf(objects);
  expect(containers[0].env).toContainEqual({
    name: "SSL_CERT_DIR",
    value: "/etc/ssl/certs:/etc/flotilla/authorities",
  });
  expect(containers[0].volumeMounts).toContainEqual({
    name: "fleet-authorities",
    mountPath: "/etc/flotilla/authorities",
    readOnly: true,
  });
  expect(volumes).toContainEqual({ name: "fleet-authorities", configMap: { name: "flotilla-first-authorities" } });
});

test("The first Job goes through the proxy of the site, but not to its own API server", () => {
  const { env } = podOf(made({ proxy })).containers[0];
  expect(env).toContainEqual({ name: "HTTPS_PROXY", value: "http://proxy.panji.example:3128" });
  expect(env).toContainEqual({ name: "NO_PROXY", value: "$(KUBERNETES_SERVICE_HOST),.svc" });
});

test("Another authority makes another Job, and no authority leaves the Job as it was", () => {
  const nameOf = (objects: readonly KubernetesObject[]) => objects.find(({ kind }) => kind === "Job")?.metadata.name;
  const names = [{}, { authorities: "A" }, { authorities: "B" }, { proxy }].map((reach) => nameOf(made(reach)));
  expect(new Set(names).size).toBe(4);
  expect(nameOf(made(undefined))).toBe(names[0]);
});
