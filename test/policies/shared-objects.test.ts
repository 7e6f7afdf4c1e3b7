import { describe, expect, test } from "vitest";
import type { KubernetesObject } from "../../model/manifest.ts";
import { markShared } from "../../model/memo.ts";
import { evaluateCluster } from "../../policies/evaluate.ts";
import { rules } from "../../policies/rules.ts";
import { manifestContext } from "./run-example.ts";

/** Lists of objects that clusters share, as equal layers are; what a rule keeps of one must not be told of another. */
function listOf(...objects: readonly KubernetesObject[]): readonly KubernetesObject[] {
  for (const each of objects) markShared(each);
  return markShared(objects);
}

const object = (
  apiVersion: string,
  kind: string,
  name: string,
  rest: object,
  namespace?: string,
): KubernetesObject => ({
  apiVersion,
  kind,
  metadata: { name, ...(namespace !== undefined && { namespace }) },
  ...rest,
});

function found(code: string, ...lists: readonly (readonly KubernetesObject[])[]): readonly string[] {
  const folders = lists.map((objects, index) => ({
    path: `folder-${index}`,
    objects,
    context: manifestContext(`layer layer-${index}`),
  }));
  const own = rules.filter(({ id }) => id === code);
  return evaluateCluster(own, { construct: "panji/guangdong/shenzhen/sz-nanshan-01", folders }).map(
    ({ message }) => message,
  );
}

describe("Of objects that clusters share", () => {
  const rbac = "rbac.authorization.k8s.io/v1";
  const binding = listOf(
    object(rbac, "ClusterRoleBinding", "mirror", {
      roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "ClusterRole", name: "mirror" },
      subjects: [{ kind: "ServiceAccount", name: "mirror", namespace: "observability" }],
    }),
  );
  const role = (name: string, rest: object, labels?: Record<string, string>) => {
    const made = object(rbac, "ClusterRole", name, rest);
    return labels ? { ...made, metadata: { ...made.metadata, labels } } : made;
  };
  const resources = (resource: string) => ({ rules: [{ apiGroups: [""], resources: [resource], verbs: ["get"] }] });

  test("a binding is judged by the role that its own cluster has", () => {
    const harmless = listOf(role("mirror", resources("pods")));
    const strong = listOf(role("mirror", resources("secrets")));
    expect(found("FLT-SEC-043", binding, harmless)).toEqual([]);
    expect(found("FLT-SEC-043", binding, strong)).toEqual([
      "layer layer-0, ClusterRoleBinding mirror: ServiceAccount observability/mirror may read secrets in the whole cluster",
    ]);
    expect(found("FLT-SEC-043", binding, harmless)).toEqual([]);
  });

  test("a role that gathers others is judged by those that its own cluster has", () => {
    const clusterRoleSelectors = [{ matchLabels: { gather: "yes" } }];
    const gathering = listOf(role("mirror", { aggregationRule: { clusterRoleSelectors } }));
    const part = listOf(role("part", resources("secrets"), { gather: "yes" }));
    expect(found("FLT-SEC-043", binding, gathering)).toEqual([]);
    expect(found("FLT-SEC-043", binding, gathering, part)).toHaveLength(1);
    expect(found("FLT-SEC-043", binding, gathering)).toEqual([]);
  });

  test("an app is counted with the defaults that its own cluster has", () => {
    const containers = [{ name: "checkout", resources: {} }];
    const app = listOf(
      object("apps/v1", "StatefulSet", "checkout", { spec: { template: { spec: { containers } } } }, "shops"),
    );
    const quota = listOf(object("v1", "ResourceQuota", "tenant", { spec: { hard: { "requests.cpu": "1" } } }, "shops"));
    const defaults = (cpu: string) =>
      listOf(
        object(
          "v1",
          "LimitRange",
          "tenant",
          { spec: { limits: [{ type: "Container", defaultRequest: { cpu } }] } },
          "shops",
        ),
      );
    const [small, large] = [defaults("500m"), defaults("2")];
    expect(found("FLT-CAP-034", quota, small, app)).toEqual([]);
    expect(found("FLT-CAP-034", quota, large, app)).toHaveLength(1);
    expect(found("FLT-CAP-034", quota, small, app)).toEqual([]);
    expect(found("FLT-CAP-034", quota, app)).toEqual([]);
  });
});
