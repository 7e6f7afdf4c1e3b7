import { field, mappings, text } from "../../model/json-fields.ts";
import type { ManifestRule } from "../rule.ts";

/** What may be another thing in one pool: how many, by which names it finds its own objects, where it runs, what it may use. */
const harmless = [
  /^\/spec\/(replicas|strategy)(\/|$)/,
  /^\/spec\/template\/metadata\/(labels|annotations)(\/|$)/,
  /^\/spec\/template\/spec\/affinity(\/|$)/,
  /^\/spec\/template\/spec\/(containers|initContainers)\/\d+\/(env|envFrom|resources)(\/|$)/,
  /^\/spec\/template\/spec\/volumes\/\d+\/(configMap\/name|persistentVolumeClaim\/claimName)$/,
];

export const poolPatches: ManifestRule = {
  id: "FLT-SEC-050",
  scope: "manifest",
  severity: "error",
  widest: "site",
  kinds: ["YurtAppSet"],
  title: "What a set changes in single pools is nothing that rules on pods ask for",
  help: "Rules look at the template of a YurtAppSet. Its patches are applied later, by OpenYurt, so one that adds a volume, a container, a security context or an image makes pods that no rule has seen. Patches may change replicas, labels, annotations, variables, resources, affinity and the names of ConfigMaps and claims; an image goes into `containerImages`, where it is looked at, and everything else into the template or into an app of its own.",
  bad: `# an object of tenant retail
apiVersion: apps.openyurt.io/v1beta1
kind: YurtAppSet
metadata: { name: shop, namespace: retail }
spec:
  pools: [shenzhen]
  workload:
    workloadTemplate: { deploymentTemplate: { spec: {} } }
    workloadTweaks:
      - pools: [shenzhen]
        tweaks: { patches: [{ path: /spec/template/spec/hostNetwork, operation: add, value: true }] }
`,
  good: `# an object of tenant retail
apiVersion: apps.openyurt.io/v1beta1
kind: YurtAppSet
metadata: { name: shop, namespace: retail }
spec:
  pools: [shenzhen]
  workload:
    workloadTemplate: { deploymentTemplate: { spec: {} } }
    workloadTweaks:
      - pools: [shenzhen]
        tweaks: { patches: [{ path: /spec/replicas, operation: replace, value: 2 }] }
`,
  check(object) {
    const tweaks = mappings(field(object, "spec", "workload", "workloadTweaks"));
    const paths = tweaks.flatMap((tweak) =>
      mappings(field(tweak, "tweaks", "patches")).map(({ path }) => text(path) ?? "nothing"),
    );
    return paths
      .filter((path) => !harmless.some((pattern) => pattern.test(path)))
      .map((path) => ({
        message: `a patch of single pools changes ${path}, where no rule on pods looks`,
        hint: "put it into the template, or make it an app of its own; an image goes into containerImages",
      }));
  },
};
