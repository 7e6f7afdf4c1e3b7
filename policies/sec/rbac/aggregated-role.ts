import { mappings } from "../../../model/json-fields.ts";
import type { ManifestRule, Violation } from "../../rule.ts";
import { powersOf } from "./role-rules.ts";

/** `rbac.authorization.k8s.io/aggregate-to-view` puts the rules of a role into Kubernetes' own role of that name. */
const aggregation = /^rbac\.authorization\.k8s\.io\/aggregate-to-(.+)$/;

const ownRoles = /^(?:cluster-admin|admin|edit|view|system:.*)$/;

export const aggregatedRole: ManifestRule = {
  id: "FLT-SEC-042",
  scope: "manifest",
  severity: "error",
  widest: "site",
  kinds: ["ClusterRole"],
  atApiServer: {
    by: "flotilla-roles",
    where: "everywhere; no write on Kubernetes' own groups is handed out by a label",
  },
  title: "Nothing raises Kubernetes' own roles",
  help: "A label `rbac.authorization.k8s.io/aggregate-to-view` (edit, admin) adds the rules of a role to Kubernetes' role of that name, and so hands them to everybody who has it, tenants first: their accounts hold `admin` in their namespaces. Roles of kinds of one's own may be added so; rights over secrets, pods, roles or fences may not. A ClusterRole that is named after one of Kubernetes replaces it.",
  bad: `# a layer's object
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: { name: harmless, labels: { rbac.authorization.k8s.io/aggregate-to-view: "true" } }
rules: [{ apiGroups: [""], resources: [secrets], verbs: [get, list] }]
`,
  good: `# a layer's object
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: { name: volumes-view, labels: { rbac.authorization.k8s.io/aggregate-to-view: "true" } }
rules: [{ apiGroups: [longhorn.io], resources: [volumes], verbs: [get, list] }]
`,
  check(object): readonly Violation[] {
    const { name, labels = {} } = object.metadata;
    if (ownRoles.test(name)) {
      return [{ message: "it replaces a role that Kubernetes brings", hint: "give the role a name of its own" }];
    }
    const raised = Object.entries(labels).flatMap(([key, value]) => {
      const role = aggregation.exec(key)?.[1];
      return role === undefined || value === "false" ? [] : [role];
    });
    if (raised.length === 0) return [];
    const powers =
      mappings(object["aggregationRule"]).length > 0 ? ["do everything"] : powersOf(mappings(object["rules"]));
    return powers.map((power) => ({
      message: `everybody with the role ${raised.join(" or ")} may ${power}`,
      hint: "leave the label away, and bind the role to whoever needs it",
    }));
  },
};
