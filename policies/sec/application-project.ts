import { field } from "../../model/json-fields.ts";
import type { ManifestRule } from "../rule.ts";

export const applicationProject: ManifestRule = {
  id: "FLT-SEC-015",
  scope: "manifest",
  severity: "error",
  kinds: ["Application"],
  title: "Every Application of Argo CD belongs to a project of its own",
  help: "The project `default` allows every source, every destination and every kind. A project made for the platform or for a tenant names them.",
  bad: `# delivery objects
apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: { name: 80-apps-retail, namespace: argocd }
spec: { project: default, destination: { server: "https://kubernetes.default.svc", namespace: retail } }
`,
  good: `# delivery objects
apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: { name: 80-apps-retail, namespace: argocd }
spec: { project: flotilla-tenant-retail, destination: { server: "https://kubernetes.default.svc", namespace: retail } }
`,
  check(object) {
    if (!object.apiVersion.startsWith("argoproj.io/")) return [];
    const project = field(object, "spec", "project");
    if (typeof project === "string" && project !== "" && project !== "default") return [];
    return [
      {
        message: `its project is ${String(project ?? "default")}, expected one that names sources and destinations`,
        hint: "use the project of the platform or of the tenant",
      },
    ];
  },
};
