import { load } from "js-yaml";
import type { KubernetesObject } from "../../model/manifest.ts";
import type { RepositoryFile } from "../../model/repository-file.ts";

/** One manifest of the fleet's repositories. */
export interface Emitted {
  /** Repository and path, `guangdong/hub/delivery/...`, of the first file with this object. */
  readonly file: string;
  readonly object: KubernetesObject;
  /** How many files hold the same but for the identity labels. */
  readonly copies: number;
}

/** Collects manifests; those that differ in their identity labels alone are one. */
export class EmittedObjects {
  readonly #known = new Map<string, { file: string; object: KubernetesObject; copies: number }>();

  /** Takes a repository's files; what is no manifest is left out. */
  add(repository: string, files: readonly RepositoryFile[]): void {
    for (const { path, text } of files) {
      if (/^(hub|sites)\/.*\.yaml$/.test(path) && !path.endsWith("/kustomization.yaml")) {
        this.#add(`${repository}/${path}`, text, () => load(text) as KubernetesObject);
      }
    }
  }

  /** Takes a YAML document of any file; what is no object of a cluster's API is left out. */
  addDocument(file: string, text: string): void {
    if (!/^kind: \w/m.test(text)) return;
    const object = load(text) as KubernetesObject;
    if (isServed(object)) this.#add(file, `${text.trim()}\n`, () => object);
  }

  #add(file: string, text: string, read: () => KubernetesObject): void {
    const body = text.replaceAll(/^ {4}flotilla\.dev\/.*\n/gm, "");
    const known = this.#known.get(body);
    if (known !== undefined) known.copies++;
    else this.#known.set(body, { file, object: read(), copies: 1 });
  }

  get all(): readonly Emitted[] {
    return [...this.#known.values()];
  }
}

/** Files of tools that look like manifests. */
const FILES_OF_TOOLS = /^(kustomize\.config\.k8s\.io|edgecore\.config\.kubeedge\.io|keadm\.kubeedge\.io)\//;

function isServed({ apiVersion, kind, metadata }: Partial<KubernetesObject>): boolean {
  return apiVersion !== undefined && kind !== undefined && metadata !== undefined && !FILES_OF_TOOLS.test(apiVersion);
}
