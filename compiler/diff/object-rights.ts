/** What manifests grant, as text by text; those of many sites differ in labels alone and are read once. */

import { load } from "js-yaml";
import type { KubernetesObject } from "../../model/manifest.ts";
import type { ManifestContext } from "../../policies/rule.ts";
import { type Right, rightsOfObject } from "../../policies/sec/object-rights.ts";
import { grantedRights, rbacKinds } from "../../policies/sec/rbac/granted-rights.ts";
import { withoutIdentityLabels } from "../identity-labels.ts";
import type { ManifestFile } from "./cluster-files.ts";
import { titleOf } from "./group.ts";

export class ManifestRights {
  readonly #objects = new Map<string, KubernetesObject | undefined>();
  readonly #known = new Map<string, readonly Right[]>();

  of({ path, text }: ManifestFile): readonly Right[] {
    const object = this.#read(text);
    if (object === undefined) return [];
    const title = titleOf(path, text);
    const key = `${title}\n${withoutIdentityLabels(text)}`;
    const found =
      this.#known.get(key) ??
      rightsOfObject(object).map(({ privilege, what }) => ({ privilege, what: `${title}: ${what}` }));
    this.#known.set(key, found);
    return found;
  }

  /** By roles and bindings among the files of one cluster. */
  granted(files: readonly ManifestFile[], tenants: ManifestContext["tenants"]): readonly Right[] {
    const objects = files
      .filter(({ text }) => rbacKinds.has(kindOf(text)))
      .map(({ text }) => this.#read(text))
      .filter((each) => each !== undefined);
    return grantedRights(objects, tenants).map((what) => ({ privilege: "clusterRights", what }));
  }

  /** Undefined for a text that is no object. */
  #read(text: string): KubernetesObject | undefined {
    const key = withoutIdentityLabels(text);
    if (!this.#objects.has(key)) {
      this.#objects.set(key, kindOf(text) === "" ? undefined : (load(text) as KubernetesObject));
    }
    return this.#objects.get(key);
  }
}

export function kindOf(text: string): string {
  return /^kind: (\S+)$/m.exec(text)?.[1] ?? "";
}
