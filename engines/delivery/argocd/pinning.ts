/** Digests in the root folder: which content of each artifact counts. */

import type { JsonObject } from "../../../model/json.ts";
import { texts } from "../../../model/json-fields.ts";
import { fieldAt } from "../../../model/kinds/facts.ts";
import { splitPath } from "../../../model/layout.ts";
import type { KubernetesObject } from "../../../model/manifest.ts";
import type { ArtifactPinning } from "../../cluster-artifacts.ts";
import { artifactAddress, platformArtifacts } from "./artifact.ts";
import { PLATFORM_PROJECT, ROOT } from "./names.ts";

/**
 * What a root says of an artifact lies in the Application itself, so that a hold and the content that it keeps come by one
 * object, which Argo CD reads whole.
 */
export const argocdPinning: ArtifactPinning = {
  checksSignatures: false,
  /**
   * Projects come before all that they admit, the root itself among it: were its own source gone from there first, nobody would
   * read what comes after.
   */
  released(objects, url) {
    const root = objects.find(isRoot);
    if (!root) return objects;
    const rootPath = String(pathOf(root));
    const { folder: home } = splitPath(rootPath);
    return objects.map((object) => {
      if (object.kind !== "AppProject") return object;
      const { name } = object.metadata;
      const own = objects.filter((each) => isFolder(each) && fieldAt(each, "spec", "project") === name);
      const before =
        name === PLATFORM_PROJECT
          ? platformArtifacts(url, home, rootPath)
          : own.map((each) => artifactAddress(url, String(pathOf(each))));
      const sources = new Set([...texts(fieldAt(object, "spec", "sourceRepos")), ...before]);
      return withSpec(object, { sourceRepos: [...sources].sort() });
    });
  },
  heldIn(objects) {
    const byAddress = Map.groupBy(objects.filter(isFolder), addressOf);
    return new Set(
      [...byAddress].flatMap(([address, readers]) =>
        readers.every((each) => fieldAt(each, "spec", "syncPolicy", "automated", "enabled") === false) ? [address] : [],
      ),
    );
  },
  pinned: (objects, digests) =>
    objects.map((object) => {
      const digest = isFolder(object) ? digests.get(addressOf(object)) : undefined;
      if (digest === undefined) return object;
      return withSpec(object, { source: { ...(sourceOf(object) as JsonObject), targetRevision: digest } });
    }),
};

/** An Application of one folder; that of a chart has no path in the repository, or a tag. */
function isFolder(object: KubernetesObject): boolean {
  return isApplication(object) && !isRoot(object) && fieldAt(object, "spec", "source", "helm") === undefined;
}

function isRoot(object: KubernetesObject): boolean {
  return isApplication(object) && object.metadata.name === ROOT;
}

function isApplication({ kind, apiVersion }: KubernetesObject): boolean {
  return kind === "Application" && apiVersion.startsWith("argoproj.io/");
}

function sourceOf(application: KubernetesObject) {
  return fieldAt(application, "spec", "source");
}

function addressOf(application: KubernetesObject): string {
  return String(fieldAt(application, "spec", "source", "repoURL"));
}

function pathOf(application: KubernetesObject) {
  return fieldAt(application, "spec", "source", "path");
}

function withSpec(object: KubernetesObject, fields: JsonObject): KubernetesObject {
  return { ...object, spec: { ...(fieldAt(object, "spec") as JsonObject), ...fields } };
}
