/** A fleet whose region is delivered by artifacts, and what its Flux has taken of them. */

import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { ARTIFACT_SECRET, type ArtifactRegistry } from "../../lab/servers/artifact-registry.ts";
import type { Cluster } from "../../lab/servers/cluster.ts";
import { keyOf, type StoredObject } from "../../lab/servers/kube-client.ts";
import { until } from "../../lab/servers/until.ts";
import type { KubernetesObject } from "../../model/manifest.ts";
import { conditionOf } from "./flux.ts";
import type { WorkTree } from "./published.ts";

/** A private key in a file, which this process signs with from now on, and its public half. */
export function signingKey(folder: string, name: string): { readonly file: string; readonly publicKey: string } {
  const file = join(folder, `${name}.key`);
  execFileSync("openssl", ["ecparam", "-name", "prime256v1", "-genkey", "-noout", "-out", file], { stdio: "pipe" });
  const publicKey = execFileSync("openssl", ["ec", "-in", file, "-pubout"], { encoding: "utf8", stdio: "pipe" });
  return { file, publicKey };
}

type Files = Readonly<Record<string, string>>;

/**
 * The fleet with its region delivered by artifacts.
 *
 * @param keys one of which has signed what clusters take; empty: they do not ask
 */
export function byArtifacts(
  host: string,
  keys: readonly string[],
  engine: "flux" | "argocd" = "flux",
): (files: Files) => Files {
  const indented = keys.map((pem) => `    - |\n${pem.trim().replace(/^/gm, "      ")}\n`).join("");
  const artifacts = `artifacts:\n  url: oci://${host}/fleet\n  secret: ${ARTIFACT_SECRET}\n${keys.length > 0 ? `  keys:\n${indented}` : ""}`;
  return (files) => ({
    ...files,
    "sites/fleet.yaml": `${(files["sites/fleet.yaml"] ?? "").replace(/^artifacts:[\s\S]*$/m, "")}${artifacts}`,
    "sites/north/region.yaml": (files["sites/north/region.yaml"] ?? "").replace(
      `delivery: ${engine}`,
      `delivery: { engine: ${engine}, source: oci }`,
    ),
  });
}

const KUSTOMIZE = "kustomize.toolkit.fluxcd.io/v1";
const SOURCE = "source.toolkit.fluxcd.io/v1";
const DIGEST = "flotilla.dev/digest";

export const sourceKey = (name: string) =>
  ({ apiVersion: SOURCE, kind: "OCIRepository", name, namespace: "flux-system" }) as const;

/** Asks Flux to look at the tag of a root now, as `flux reconcile source oci` does. */
export async function askForRoot({ client }: Cluster): Promise<void> {
  const requestedAt = new Date().toISOString();
  await client.merge(sourceKey("flotilla"), {
    metadata: { annotations: { "reconcile.fluxcd.io/requestedAt": requestedAt } },
  });
}

/** Waits until the source of the root has what the registry gives as `main`, and everything is Ready at what it pins. */
export async function untilDelivered(
  cluster: Cluster,
  registry: ArtifactRegistry,
  repository: string,
  tree: WorkTree,
  root: string,
  seconds = 240,
): Promise<void> {
  tree.pull();
  const digest = await digestOf(registry, repository);
  await askForRoot(cluster);
  const wanted = tree
    .objects(root)
    .filter(({ kind }) => kind === "Kustomization")
    .map(({ metadata }) => metadata.name)
    .sort();
  await until(
    `${cluster.name} has ${repository} as it is in the registry`,
    async () => {
      const found = await cluster.client.list(KUSTOMIZE, "Kustomization", "", "flux-system");
      const late = found.filter((each) => !isAt(each, digest));
      if (late.length > 0) throw new Error(late.map(stateOf).join("\n"));
      const names = found.map(({ metadata }) => metadata.name).sort();
      if (names.join() !== wanted.join()) throw new Error(`found ${names.join()}, expected ${wanted.join()}`);
      return true;
    },
    { seconds },
  );
}

/** Ready at the digest that it is pinned to, or at that of the root. */
function isAt(each: StoredObject, root: string): boolean {
  const revision = String(each.status?.["lastAppliedRevision"]);
  const wanted = each.metadata.annotations?.[DIGEST] ?? root;
  return conditionOf(each, "Ready")?.status === "True" && revision.endsWith(wanted);
}

function stateOf(each: StoredObject): string {
  const ready = conditionOf(each, "Ready");
  return `${each.metadata.name}: ${ready?.reason ?? "not looked at"}: ${ready?.message ?? ""} (${each.status?.["lastAppliedRevision"]})`;
}

/** Digest of a tag. */
export async function digestOf(
  { registry, front }: ArtifactRegistry,
  repository: string,
  tag = "main",
): Promise<string> {
  const response = await fetch(`http://${front.host}/v2/${repository}/manifests/${tag}`, {
    method: "HEAD",
    headers: { authorization: `Basic ${registry.account}`, accept: "application/vnd.oci.image.manifest.v1+json" },
  });
  if (!response.ok) throw new Error(`${repository}:${tag} is not there: ${response.status}`);
  return response.headers.get("docker-content-digest") ?? "";
}

/** Paths of the artifacts of `north` out of which something was pulled since the list was emptied. */
export function pulledFrom({ front }: ArtifactRegistry): readonly string[] {
  const pulled = front.requests.filter(({ method, path }) => method === "GET" && path.includes("/blobs/"));
  return [...new Set(pulled.map(({ path }) => /^\/v2\/fleet\/north\/(.+)\/blobs\//.exec(path)?.[1] ?? path))].sort();
}

/** Why a source has nothing new; undefined for one that is fine. */
export async function failureOf({ client }: Cluster, name: string): Promise<string | undefined> {
  const stored = await client.tryGet(sourceKey(name));
  const conditions = stored ? ["SourceVerified", "FetchFailed", "Ready"].map((type) => conditionOf(stored, type)) : [];
  return conditions.find((each) => each && each.status === (each.type === "FetchFailed" ? "True" : "False"))?.message;
}

/** uid by object. */
export async function uidsOf(
  { client }: Cluster,
  objects: readonly KubernetesObject[],
): Promise<ReadonlyMap<string, string | undefined>> {
  const entries = objects.map(async (object) => {
    const { kind, metadata } = object;
    return [
      `${kind}/${metadata.namespace ?? ""}/${metadata.name}`,
      (await client.tryGet(keyOf(object)))?.metadata.uid,
    ] as const;
  });
  return new Map(await Promise.all(entries));
}
