import { tenantDelivery } from "../../model/delivery.ts";
import { field, isMapping, mappings, text } from "../../model/json-fields.ts";
import type { KubernetesObject } from "../../model/manifest.ts";
import type { ManifestContext, ManifestRule } from "../rule.ts";
import { isFrom } from "./image-reference.ts";
import { isOwnArtifact } from "./own-artifact.ts";
import { tenantOf } from "./tenant-namespaces.ts";

type Check = (object: KubernetesObject, context: ManifestContext) => readonly string[];

/** Fields that make the cluster apply something else than what lies in the repository. */
function changing({ spec }: KubernetesObject, fields: readonly string[]): readonly string[] {
  return isMapping(spec) && fields.some((key) => spec[key] !== undefined)
    ? fields
        .filter((key) => spec[key] !== undefined)
        .map((key) => `spec.${key} changes what was checked, after the check`)
    : [];
}

const changingKustomization = "images patches patchesStrategicMerge patchesJson6902 postBuild components".split(" ");
const changingRelease = ["postRenderers", "valuesFrom", "kubeConfig"];

/** Whose rights a reconciler takes; a tenant's takes the tenant's. */
const account: Check = (object, context) => {
  const tenant = tenantOf(object.metadata.namespace, context);
  const name = text(field(object, "spec", "serviceAccountName"));
  if (tenant === undefined || name === undefined || name === tenantDelivery(tenant)) return [];
  return [`it acts as ${name}, expected ${tenantDelivery(tenant)}`];
};

/** Only the delivery engine itself sends a folder to another API server, whose objects were checked with the others. */
const elsewhere: Check = (object, { category }) => (category === "delivery" ? [] : changing(object, ["kubeConfig"]));

const git: Check = (object, context) => foreignRepository(field(object, "spec", "url"), context);
const atRunTime: Check = () => ["it decides at run time what is deployed, where no check sees it"];

const checks: Readonly<Record<string, Check | undefined>> = {
  Kustomization: (object, context) =>
    object.apiVersion.startsWith("kustomize.toolkit.fluxcd.io/")
      ? [...changing(object, changingKustomization), ...elsewhere(object, context), ...account(object, context)]
      : [],
  HelmRelease: (object, context) => [...changing(object, changingRelease), ...account(object, context)],
  GitRepository: git,
  Bucket: (object) => [`its source ${String(field(object, "spec", "endpoint"))} is no repository of the fleet`],
  Application: (object, context) =>
    object.apiVersion.startsWith("argoproj.io/")
      ? [field(object, "spec", "source"), ...mappings(field(object, "spec", "sources"))].flatMap((source) => [
          ...["kustomize", "plugin", "helm.fileParameters", "helm.parameters", "helm.valueFiles", "helm.values"]
            .filter((key) => field(source, ...key.split(".")) !== undefined)
            .map((key) => `source.${key} changes what was checked, after the check`),
          ...(source === undefined || text(field(source, "chart")) !== undefined || isOwnArtifact(object, context)
            ? []
            : foreignRepository(field(source, "repoURL"), context)),
        ])
      : [],
  ApplicationSet: atRunTime,
  ImagePolicy: atRunTime,
  ImageUpdateAutomation: atRunTime,
  ResourceSet: atRunTime,
};

function foreignRepository(url: unknown, { repositories, registries }: ManifestContext): readonly string[] {
  const named = String(url);
  // A chart's repository may be one of the registries, also where Argo CD names it without a scheme.
  const isOwn = named.startsWith(`${repositories}/`) && !named.includes("/../");
  return isOwn || isFrom(registries, named.replace(/^oci:\/\//, ""))
    ? []
    : [`its source ${named} is not below ${repositories}`];
}

export const checkedDeployments: ManifestRule = {
  id: "FLT-SEC-046",
  scope: "manifest",
  severity: "error",
  widest: "site",
  kinds: Object.keys(checks),
  title: "What Flux and Argo CD deploy is what was checked",
  help: "Rules see what is written out. An object of Flux or Argo CD that takes its source elsewhere, swaps images, patches objects, fills in variables, takes values from the cluster or writes Applications at run time makes the cluster apply what nobody saw. Put the final objects into the layer. Values that are secret come to pods by a Secret, never to charts.",
  bad: `# a layer's object
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: { name: web, namespace: flux-system }
spec:
  interval: 10m
  prune: true
  path: ./web
  serviceAccountName: flotilla-platform
  sourceRef: { kind: GitRepository, name: flotilla }
  images: [{ name: registry.panji.example/web, newName: docker.io/evil/web }]
`,
  good: `# a layer's object
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: { name: web, namespace: flux-system }
spec:
  interval: 10m
  prune: true
  path: ./web
  serviceAccountName: flotilla-platform
  sourceRef: { kind: GitRepository, name: flotilla }
`,
  check(object, context) {
    return (checks[object.kind]?.(object, context) ?? []).map((message) => ({
      message,
      hint: "write the final objects into the layer, so that every rule sees them",
    }));
  },
};
