import { mappings } from "../../../model/json-fields.ts";
import type { ManifestRule } from "../../rule.ts";
import { isEveryone, isReserved, subjectTitle } from "./subject.ts";

export const knownSubjects: ManifestRule = {
  id: "FLT-SEC-040",
  scope: "manifest",
  severity: "error",
  widest: "site",
  kinds: ["ClusterRoleBinding", "RoleBinding"],
  atApiServer: { by: "flotilla-bindings", where: "everywhere" },
  title: "A binding names people and accounts that somebody chose",
  help: "`system:unauthenticated` and `system:anonymous` are callers that nobody knows, `system:authenticated` and `system:serviceaccounts` everybody who has any account, every pod of every tenant among them. `system:masters` passes by all authorisation, and the other `system:` names belong to Kubernetes' own programs. Name the group of the identity provider or the one service account.",
  bad: `# a layer's object
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata: { name: readers }
roleRef: { apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: view }
subjects: [{ apiGroup: rbac.authorization.k8s.io, kind: Group, name: "system:authenticated" }]
`,
  good: `# a layer's object
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata: { name: readers }
roleRef: { apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: view }
subjects: [{ apiGroup: rbac.authorization.k8s.io, kind: Group, name: platform-team }]
`,
  check(object) {
    return mappings(object["subjects"]).flatMap((subject) => {
      if (!isEveryone(subject) && !isReserved(subject)) return [];
      const who = isEveryone(subject) ? "stands for everyone" : "is a name that Kubernetes keeps for itself";
      return [{ message: `${subjectTitle(subject)} ${who}`, hint: "name a group of your own or one service account" }];
    });
  },
};
