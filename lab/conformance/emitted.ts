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
      if (!/^(hub|sites)\/.*\.yaml$/.test(path) || path.endsWith("/kustomization.yaml")) continue;
      const body = text.replaceAll(/^ {4}flotilla\.dev\/.*\n/gm, "");
      const known = this.#known.get(body);
      if (known !== undefined) known.copies++;
      else this.#known.set(body, { file: `${repository}/${path}`, object: load(text) as KubernetesObject, copies: 1 });
    }
  }

  get all(): readonly Emitted[] {
    return [...this.#known.values()];
  }
}
