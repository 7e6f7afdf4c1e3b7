/** What manifests grant, as text by text; those of many sites differ in labels alone and are read once. */

import { load } from "js-yaml";
import type { KubernetesObject } from "../../model/manifest.ts";
import type { ManifestContext } from "../../policies/rule.ts";
import { guardKinds, lostGuards } from "../../policies/sec/guards.ts";
import { type Right, rightsOfObject } from "../../policies/sec/object-rights.ts";
import { grantedRights, rbacKinds } from "../../policies/sec/rbac/granted-rights.ts";
import { withoutIdentityLabels } from "../identity-labels.ts";
import type { ManifestFile } from "./cluster-files.ts";
import { objectKind } from "./object-role.ts";

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
    const objects = this.#ofKinds(files, rbacKinds);
    return grantedRights(objects, tenants).map((what) => ({ privilege: "clusterRights", what }));
  }

  /** What held others back in one cluster and is gone or weaker. */
  unguarded(before: readonly ManifestFile[], after: readonly ManifestFile[]): readonly Right[] {
    const [old, now] = [this.#ofKinds(before, guardKinds), this.#ofKinds(after, guardKinds)];
    return lostGuards(old, now).map((what) => ({ privilege: "guard", what }));
  }

  #ofKinds(files: readonly ManifestFile[], kinds: ReadonlySet<string>): readonly KubernetesObject[] {
    return files
      .filter(({ text }) => kinds.has(objectKind(text) ?? ""))
      .map(({ text }) => this.#read(text))
      .filter((each) => each !== undefined);
  }

  /** Undefined for a text that is no object. */
  #read(text: string): KubernetesObject | undefined {
    const key = withoutIdentityLabels(text);
    if (!this.#objects.has(key)) {
      this.#objects.set(key, objectKind(text) === undefined ? undefined : (load(text) as KubernetesObject));
    }
    return this.#objects.get(key);
  }
}

/** `DaemonSet/vector`, with a star for a name that is the site's or the zone's. */
function titleOf(path: string, text: string): string {
  const kind = objectKind(text);
  const name = /^metadata:\n {2}name: (\S+)$/m.exec(text)?.[1];
  const file = path.slice(path.lastIndexOf("/") + 1);
  return kind && name ? `${kind}/${displayName(name, path)}` : file;
}

/** The object's name, unless it is the name of its site or zone. */
function displayName(name: string, path: string): string {
  return path.split("/").some((part) => part.length > 2 && name.includes(part)) ? "*" : name;
}
