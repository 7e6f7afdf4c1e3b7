import { field, mappings, texts } from "../../model/json-fields.ts";
import type { KubernetesObject } from "../../model/manifest.ts";
import type { ManifestRule } from "../rule.ts";

/** The project of the platform's layers, which may bring any kind into any namespace of its cluster. */
const platform = "flotilla-platform";

/** All artifacts of one hub, each site's among them: below the address that sites/fleet.yaml names nobody else has any. */
const ofHub = /^oci:\/\/[^*?[\]{}]+\/hub\/\*\*$/;

export const projectReach: ManifestRule = {
  id: "FLT-SEC-018",
  scope: "manifest",
  severity: "error",
  kinds: ["AppProject"],
  title: "A project of Argo CD names its sources and destinations",
  help: "A project is the fence around the Applications in it. `*` as a source admits any repository, `*` as a destination or a list of cluster-wide kinds any namespace, and a destination in Argo CD's own namespace makes its users administrators. The platform's project names its sources, for a hub that reads artifacts all of its own together, and may reach the whole of its own cluster.",
  bad: `# delivery objects
apiVersion: argoproj.io/v1alpha1
kind: AppProject
metadata: { name: flotilla-tenant-retail, namespace: argocd }
spec:
  sourceRepos: ["*"]
  destinations: [{ server: "https://kubernetes.default.svc", namespace: retail }]
`,
  good: `# delivery objects
apiVersion: argoproj.io/v1alpha1
kind: AppProject
metadata: { name: flotilla-tenant-retail, namespace: argocd }
spec:
  sourceRepos: ["https://git.panji.example/fleet/guangdong.git"]
  destinations: [{ server: "https://kubernetes.default.svc", namespace: retail }]
`,
  check(object, { category }) {
    const isPlatform = object.metadata.name === platform;
    const sources = texts(field(object, "spec", "sourceRepos"))
      .filter((source) => source.includes("*") && !(isPlatform && category === "delivery" && ofHub.test(source)))
      .map((source) => `it admits sources ${source}`);
    const destinations = mappings(field(object, "spec", "destinations"));
    const servers = destinations.filter(({ server, name }) => [server, name].includes("*"));
    const wide = destinations.filter(({ namespace }) => !isPlatform && isOpen(namespace, object));
    const kinds = mappings(field(object, "spec", "clusterResourceWhitelist"));
    return [
      ...sources,
      ...servers.map(() => "it reaches every cluster"),
      ...wide.map(({ namespace }) => `it reaches namespace ${String(namespace ?? "*")}`),
      ...(isPlatform ? [] : kinds.map(({ kind }) => `it admits the cluster-wide kind ${String(kind)}`)),
    ].map((problem) => ({ message: problem, hint: "name what the project needs, one by one" }));
  },
};

/** Whoever may write into the namespace of the projects can make Applications for any project. */
function isOpen(namespace: unknown, { metadata }: KubernetesObject): boolean {
  return typeof namespace !== "string" || namespace.includes("*") || namespace === metadata.namespace;
}
