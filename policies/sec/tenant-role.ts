import { mappings, texts } from "../../model/json-fields.ts";
import type { ManifestRule } from "../rule.ts";
import { tenantOf } from "./tenant-namespaces.ts";

/** Verbs that turn a role into any other (kubernetes.io: privilege escalation prevention). */
const escalating: ReadonlySet<string> = new Set(["bind", "escalate", "impersonate"]);

export const tenantRole: ManifestRule = {
  id: "FLT-SEC-012",
  scope: "manifest",
  severity: "error",
  kinds: ["ClusterRole", "Role"],
  atApiServer: { by: "flotilla-roles", where: "in namespaces of tenants" },
  title: "Roles of a tenant name what they allow",
  help: "A `*` in a role of a tenant's namespace includes the namespace's network policies, quota and role bindings, and whatever kinds the cluster learns tomorrow. `bind`, `escalate` and `impersonate` let the bearer become somebody else.",
  bad: `# a layer's object
apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata: { name: retail-owner, namespace: retail }
rules: [{ apiGroups: ["*"], resources: ["*"], verbs: ["*"] }]
`,
  good: `# a layer's object
apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata: { name: retail-owner, namespace: retail }
rules: [{ apiGroups: [apps], resources: [deployments], verbs: [get, list, watch, patch] }]
`,
  check(object, context) {
    const tenant = tenantOf(object.metadata.namespace, context);
    if (tenant === undefined) return [];
    return mappings(object["rules"]).flatMap((rule) => {
      const wild = ["apiGroups", "resources", "verbs"].filter((key) => texts(rule[key]).includes("*"));
      const risen = texts(rule["verbs"]).filter((verb) => escalating.has(verb));
      return [
        ...wild.map((key) => ({ message: `tenant ${tenant} gets all ${key}, expected a list`, hint: "name each one" })),
        ...risen.map((verb) => ({
          message: `tenant ${tenant} gets the verb ${verb}`,
          hint: "leave it to the platform",
        })),
      ];
    });
  },
};
