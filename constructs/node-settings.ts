/** Labels and taints of a node, from the zone down to the server: the narrower word counts. */

import { memoizeByIdentity } from "../model/memo.ts";
import type { HostSpec, TaintSpec } from "../model/zone-file.ts";

export interface NodeSettings {
  readonly labels: Readonly<Record<string, string>>;
  readonly taints: readonly TaintSpec[];
}

/** What a scope gives all nodes in it. */
interface Scope {
  readonly nodeLabels?: Readonly<Record<string, string>> | undefined;
  readonly nodeTaints?: readonly TaintSpec[] | undefined;
}

/** A server and where it is. */
interface Placed {
  readonly spec: HostSpec;
  readonly site: {
    readonly spec: Scope;
    readonly zone: { readonly spec: Scope };
    readonly profile?:
      | { readonly pools?: readonly (Scope & { readonly takes?: (host: Placed) => boolean })[] | undefined }
      | undefined;
  };
}

/** Of all scopes together: its zone, its site, its pool in the profile, and the server itself. */
export const nodeSettingsOf = memoizeByIdentity((host: Placed): NodeSettings => {
  const { site, spec } = host;
  const pool = site.profile?.pools?.find(({ takes }) => takes?.(host) ?? false);
  const own: Scope = { nodeLabels: spec.labels, nodeTaints: spec.taints };
  const scopes: readonly (Scope | undefined)[] = [site.zone.spec, site.spec, pool, own];
  return scopes.reduce<NodeSettings>(narrowed, none);
});

const none: NodeSettings = { labels: {}, taints: [] };

function narrowed({ labels, taints }: NodeSettings, scope: Scope | undefined): NodeSettings {
  const { nodeLabels, nodeTaints = [] } = scope ?? {};
  return {
    labels: nodeLabels ? { ...labels, ...nodeLabels } : labels,
    taints: [...taints.filter((taint) => !nodeTaints.some((each) => isSame(each, taint))), ...nodeTaints],
  };
}

/** A node has one taint of a key and an effect, whatever its value (k8s.io/api core/v1 Taint.MatchTaint). */
function isSame(a: TaintSpec, b: TaintSpec): boolean {
  return a.key === b.key && a.effect === b.effect;
}
