import type { JsonObject } from "../../../model/json.ts";

const IMAGE = /^([^/]+)\/([^:@]+)(?::([^@]+))?(?:@(.+))?$/;

/**
 * Another image of the app's own container. All three parts are written, since each of them is put into the image that the
 * one before has left, and a digest is lost on the way: KubeEdge keeps a tag or a digest, the tag before the digest
 * (overridemanager/imageparser at v1.23.1). So the digest is what is set where there is one.
 */
export function imageOverriders(image: string): readonly JsonObject[] {
  const [, registry = "", repository = "", tag, digest] = IMAGE.exec(image) ?? [];
  const parts = { Registry: registry, Repository: repository, Tag: digest ?? tag ?? "latest" };
  return Object.entries(parts).map(([component, value]) => ({
    component,
    operator: "replace",
    predicate: { path: OWN_IMAGE },
    value,
  }));
}

/** The app's own container comes first. */
const OWN_IMAGE = "/spec/template/spec/containers/0/image";

/** The image that such parts make; undefined where they make none. */
export function overriddenImage(parts: readonly unknown[]): string | undefined {
  const values = new Map(parts.map((each) => [(each as JsonObject)["component"], (each as JsonObject)["value"]]));
  const [registry, repository, version] = ["Registry", "Repository", "Tag"].map((part) => values.get(part));
  if ([registry, repository, version].some((each) => typeof each !== "string")) return undefined;
  return `${registry}/${repository}${String(version).includes(":") ? "@" : ":"}${version}`;
}
