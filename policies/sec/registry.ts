import type { ManifestRule } from "../rule.ts";
import { isFrom, parseImage } from "./image-reference.ts";
import { artifacts, pullFreeKinds } from "./images.ts";
import { isOwnArtifact } from "./own-artifact.ts";

export const registry: ManifestRule = {
  id: "FLT-SEC-006",
  scope: "manifest",
  severity: "error",
  exceptKinds: pullFreeKinds,
  atApiServer: { by: "flotilla-images", where: "pods and what makes them, in namespaces of tenants" },
  title: "Images and charts come from the fleet's registries",
  help: "Everything that a cluster pulls, in pods, in the values of charts and in the sources of Flux and Argo CD, comes from a registry of sites/fleet.yaml: sites reach no other one, and what lies there was scanned.",
  bad: `# a layer's object
apiVersion: source.toolkit.fluxcd.io/v1
kind: OCIRepository
metadata: { name: longhorn, namespace: flux-system }
spec: { interval: 1h, url: "oci://ghcr.io/longhorn/charts/longhorn", ref: { tag: 1.9.2 } }
`,
  good: `# a layer's object
apiVersion: source.toolkit.fluxcd.io/v1
kind: OCIRepository
metadata: { name: longhorn, namespace: flux-system }
spec: { interval: 1h, url: "oci://registry.panji.example/charts/longhorn", ref: { tag: 1.9.2 } }
`,
  check(object, context) {
    if (isOwnArtifact(object, context)) return [];
    const { registries } = context;
    const foreign = artifacts(object).filter(
      // Values name registries too; one with a port reads like an image with a tag.
      ({ name, reference }) => !registries.includes(reference) && !isFrom(registries, parseImage(name)?.name ?? ""),
    );
    return [...new Map(foreign.map((each) => [each.reference, each])).values()].map(({ what, name, reference }) => {
      const isReference = what === "chart" || parseImage(name) !== undefined;
      return {
        message: `${what} ${reference} is ${isReference ? "not from" : "no reference to an image, expected one from"} ${registries.join(" or ")}`,
        hint: `mirror it to ${registries[0]}`,
      };
    });
  },
};
