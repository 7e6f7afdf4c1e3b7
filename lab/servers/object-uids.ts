/** The uids of all objects in a cluster, to see which were made again. */

import type { Cluster } from "./cluster.ts";

/** A kind that an API server stores, in the version that it prefers. */
export interface StoredKind {
  readonly apiVersion: string;
  readonly kind: string;
  /** Path of the collection over all namespaces. */
  readonly path: string;
}

/** The parts of an aggregated discovery document (Kubernetes API `apidiscovery.k8s.io/v2`) that name resources. */
interface Discovery {
  readonly items: readonly {
    readonly metadata: { readonly name?: string };
    readonly versions: readonly {
      readonly version: string;
      readonly resources?: readonly {
        readonly resource: string;
        readonly responseKind?: { readonly kind: string };
        readonly verbs: readonly string[];
      }[];
    }[];
  }[];
}

/** A list of which nothing but the metadata was asked for. */
export interface MetadataList {
  readonly metadata: { readonly resourceVersion: string };
  /** The API server writes null for none. */
  readonly items:
    | readonly {
        readonly metadata: { readonly name: string; readonly namespace?: string; readonly uid: string };
      }[]
    | null;
}

const DISCOVERY = { accept: "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList" };

/** What a running cluster writes and removes all the time, whatever is delivered to it. */
const ephemeral = new Set(["Event", "Lease"]);

/** The `uid` of every object in a cluster, by `kind/namespace/name`; the kind of a group is `Kind.group`. */
export async function objectUids(cluster: Cluster): Promise<ReadonlyMap<string, string>> {
  const lists = await Promise.all(
    (await kindsOf(cluster)).map(async (kind) => {
      const { items } = (await cluster.client.call("GET", kind.path, undefined, METADATA)) as MetadataList;
      return (items ?? []).map(({ metadata }) => [titleOf(kind, metadata), metadata.uid] as const);
    }),
  );
  return new Map(lists.flat());
}

/** Every kind that can be listed and watched, but for those that are written all the time. */
export async function kindsOf({ client }: Cluster): Promise<readonly StoredKind[]> {
  const documents = await Promise.all(
    ["/api", "/apis"].map(async (root) => ({
      root,
      groups: ((await client.call("GET", root, undefined, DISCOVERY)) as Discovery).items,
    })),
  );
  return documents.flatMap(({ root, groups }) =>
    groups.flatMap(({ metadata: { name = "" }, versions }) => {
      const known = new Set<string>();
      return versions.flatMap(({ version, resources = [] }) => {
        const apiVersion = name === "" ? version : `${name}/${version}`;
        return resources.flatMap(({ resource, responseKind, verbs }) => {
          const kind = responseKind?.kind ?? "";
          if (known.has(resource) || ephemeral.has(kind) || !["list", "watch"].every((verb) => verbs.includes(verb))) {
            return [];
          }
          known.add(resource);
          return [{ apiVersion, kind, path: `${root}/${apiVersion}/${resource}` }];
        });
      });
    }),
  );
}

/** Headers that ask for such a list. */
export const METADATA = { accept: "application/json;g=meta.k8s.io;v=v1;as=PartialObjectMetadataList" };

/** `Deployment.apps/retail/till`, `Namespace//retail`. */
export function titleOf(
  { apiVersion, kind }: Pick<StoredKind, "apiVersion" | "kind">,
  { name, namespace = "" }: { readonly name: string; readonly namespace?: string | undefined },
): string {
  const group = apiVersion.includes("/") ? `.${apiVersion.slice(0, apiVersion.indexOf("/"))}` : "";
  return `${kind}${group}/${namespace}/${name}`;
}
