import type { PublishRequest } from "../../git/publish/request.ts";
import { blobId } from "../../model/git-object.ts";
import type { RepositoryFile } from "../../model/repository-file.ts";

/** Texts by path; what is undefined is left out. */
export type Content = Readonly<Record<string, string | undefined>>;

export const content: Readonly<Record<string, string>> = {
  "README.md": "made from commit 1\n",
  ".flotilla/provenance.json": "{}\n",
  "hub/delivery/kustomization.yaml": "resources: []\n",
  "hub/sites/shenzhen/sz-01/cluster.yaml": "kind: Cluster\n",
  "sites/shenzhen/sz-01/10-cni/cilium.yaml": "kind: HelmRelease\n",
  "sites/shenzhen/sz-01/20-csi/longhorn.yaml": "kind: HelmRelease # 2\n",
};

const site = { zone: "shenzhen", kind: "cluster", state: "active", profile: "edge-k3s@1.0.0" } as const;

export function files(all: Content): RepositoryFile[] {
  return Object.entries(all).flatMap(([path, text]) =>
    text === undefined ? [] : [{ path, text, id: blobId(text), construct: "panji/guangdong" }],
  );
}

/** A publish of region guangdong: the content above, some of it changed. */
export function request(
  remote: string,
  changes: Content = {},
  more: Partial<PublishRequest<string>> = {},
): PublishRequest<string> {
  return {
    remote,
    fleet: "panji",
    repository: "guangdong",
    sites: { "sz-01": site },
    files: files({ ...content, ...changes }),
    volatile: new Set(["README.md", ".flotilla/provenance.json"]),
    owned: ["hub/", "sites/", "hosts/", ".flotilla/", "README.md"],
    toolVersion: "0.1.0",
    message: { subject: "Publish guangdong", body: "", trailers: [] },
    ...more,
  };
}
