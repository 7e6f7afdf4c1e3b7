import { execFileSync } from "node:child_process";
import { loadAll } from "js-yaml";
import type { KubernetesObject } from "../model/manifest.ts";

/**
 * What an operator applies to a cluster once, so that its Flux or Argo CD can read the rest: those objects of the root
 * folder of a published repository that the root folder's own delivery needs. Namespaces come first.
 */
export function bootstrapObjectsOf(repository: string, root: string): readonly KubernetesObject[] {
  const git = (...args: readonly string[]) =>
    execFileSync("git", ["-C", repository, ...args], { encoding: "utf8", maxBuffer: 1e8 });
  const files = git("ls-tree", "-r", "--name-only", "main", "--", `${root}/`)
    .split("\n")
    .filter((file) => file.endsWith(".yaml") && !file.endsWith("/kustomization.yaml"));
  const objects = files
    .flatMap((file) => loadAll(git("cat-file", "blob", `main:${file}`)) as KubernetesObject[])
    .filter(isBootstrap);
  return objects.sort((a, b) => Number(b.kind === "Namespace") - Number(a.kind === "Namespace"));
}

/** By kind and, where a root folder holds others of the kind, by name. */
const wanted: Readonly<Record<string, string | undefined>> = {
  Namespace: undefined,
  ClusterRoleBinding: undefined,
  GitRepository: undefined,
  OCIRepository: "flotilla",
  ServiceAccount: "flotilla-platform",
  Kustomization: "flotilla",
  AppProject: "flotilla-platform",
  Application: "flotilla",
  // Of certificates and public keys alone: no other is ever written.
  Secret: undefined,
  ConfigMap: "argocd-tls-certs-cm",
};

function isBootstrap({ kind, metadata }: KubernetesObject): boolean {
  return kind in wanted && (wanted[kind] ?? metadata.name) === metadata.name;
}
