import { field, mappings, text } from "../../model/json-fields.ts";
import type { KubernetesObject } from "../../model/manifest.ts";
import type { ManifestContext, ManifestRule, Violation } from "../rule.ts";
import { floating, parseImage } from "./image-reference.ts";
import { artifacts, namedImage, pullFreeKinds } from "./images.ts";
import { isOwnArtifact } from "./own-artifact.ts";

export const exactVersion: ManifestRule = {
  id: "FLT-SEC-007",
  scope: "manifest",
  severity: "error",
  exceptKinds: new Set([...pullFreeKinds].filter((kind) => kind !== "GitRepository")),
  atApiServer: { by: "flotilla-images", where: "pods and what makes them, in namespaces of tenants" },
  title: "Images and charts are pinned to an exact version",
  help: "A cluster must become the same again when it is rebuilt, and change only by a commit. Tags that move, ranges of chart versions and branches as the source of a chart are all changes that no commit shows.",
  bad: `# a layer's object
apiVersion: source.toolkit.fluxcd.io/v1
kind: OCIRepository
metadata: { name: longhorn, namespace: flux-system }
spec: { interval: 1h, url: "oci://registry.panji.example/charts/longhorn", ref: { semver: ">=1.9.0" } }
`,
  good: `# a layer's object
apiVersion: source.toolkit.fluxcd.io/v1
kind: OCIRepository
metadata: { name: longhorn, namespace: flux-system }
spec: { interval: 1h, url: "oci://registry.panji.example/charts/longhorn", ref: { tag: 1.9.2 } }
`,
  check(object, context) {
    const images = podImageProblems(object);
    return [...images, ...(sources[object.kind]?.(object, context) ?? [])].map(
      (message): Violation => ({
        message,
        hint: "name one exact version",
      }),
    );
  },
};

function podImageProblems(object: KubernetesObject): readonly string[] {
  // The values of a chart name image and tag apart from each other, so they are read below.
  if (sources[object.kind]) return [];
  return artifacts(object).flatMap(({ reference }) => {
    const parsed = parseImage(reference);
    const problem = parsed && floating(parsed);
    return problem === undefined ? [] : [`image ${reference} ${problem}, expected an exact version`];
  });
}

/** Helm (Masterminds/semver) takes anything but a full version for a range. */
const version = /^v?\d+\.\d+\.\d+(?:[-+][\w.+-]+)?$/;

const sources: Readonly<
  Record<string, ((object: KubernetesObject, context: ManifestContext) => readonly string[]) | undefined>
> = {
  OCIRepository: (object, context) => {
    // The root that the registry has pins it, and the root itself is meant to move.
    if (isOwnArtifact(object, context)) return [];
    const { spec } = object;
    const [tag, digest] = [text(field(spec, "ref", "tag")), text(field(spec, "ref", "digest"))];
    if (digest !== undefined || (tag !== undefined && floating({ tag, digest }) === undefined)) return [];
    return [`its ref ${JSON.stringify(field(spec, "ref") ?? {})} is no exact version`];
  },
  HelmRelease: ({ spec }) => [
    ...(field(spec, "chart", "spec", "sourceRef", "kind") === "HelmRepository"
      ? chartVersion(field(spec, "chart", "spec", "version"))
      : []),
    ...tagProblems(field(spec, "values")),
  ],
  GitRepository: ({ spec }, { category }) => {
    // The cluster's own repository is the one source that is meant to move.
    if (category === "delivery" || text(field(spec, "ref", "tag")) || text(field(spec, "ref", "commit"))) return [];
    return [`its ref ${JSON.stringify(field(spec, "ref") ?? {})} moves, expected a tag or a commit`];
  },
  Application: ({ spec }) =>
    [field(spec, "source"), ...mappings(field(spec, "sources"))].flatMap((source) => [
      ...(text(field(source, "chart")) === undefined ? [] : chartVersion(field(source, "targetRevision"))),
      ...tagProblems(field(source, "helm", "valuesObject")),
    ]),
};

function chartVersion(value: unknown): readonly string[] {
  return version.test(String(value)) ? [] : [`chart version ${String(value)} is no exact version`];
}

/** Tags in the values of a chart: under `tag`, `imageTag` and their like, or in a whole reference under any key. */
function tagProblems(values: unknown): readonly string[] {
  if (typeof values !== "object" || values === null) return [];
  return Object.entries(values).flatMap(([key, value]) => {
    if (typeof value !== "string") return tagProblems(value);
    const named = /tag$/i.test(key) ? value : namedImage(value)?.tag;
    const problem = named === undefined || named === "" ? undefined : floating({ tag: named, digest: undefined });
    return problem === undefined ? [] : [`its values: an image ${problem}`];
  });
}
