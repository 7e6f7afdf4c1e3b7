/** What is said of delivery, what it becomes, and the test that saw it. */

import type { Coverage } from "./coverage-markdown.ts";

export const delivery: readonly Coverage[] = [
  {
    capability: "A hub and a site come up by Flux, from their first objects alone",
    written: "`region.yaml`: `delivery: flux`",
    becomes: "GitRepository, Kustomization a folder, service accounts of tenants",
    proof: [
      "test/e2e/flux.test.ts",
      "A site comes up by its own Flux, every Kustomization Ready, every object as published",
    ],
  },
  {
    capability: "The same by Argo CD",
    written: "`region.yaml`: `delivery: argocd`",
    becomes: "Application a folder, AppProject a tenant",
    proof: [
      "test/e2e/argocd.test.ts",
      "A region comes up from its first objects, every Application Synced and Healthy, every object as published",
    ],
  },
  {
    capability: "A site that goes loses its apps first, and nothing else goes with it",
    written: "`state: retired`",
    becomes: "protection taken away first, then the folder",
    proof: ["test/e2e/flux-retired.test.ts", "A retired site's apps go, the layers they stood on stay"],
  },
  {
    capability: "Private authorities, exchanged without a restart",
    written: "`trust` of fleet and region",
    becomes: "Secrets and files for hosts, containerd, Flux, Argo CD, Cluster API, Ironic",
    proof: [
      "test/e2e/flux-trust.test.ts",
      "A new authority counts without a restart, once the bundle held both before the servers changed",
    ],
  },
  {
    capability: "Images from the fleet's own mirror, by digest, with its account and its authority",
    written: "`registries[].pullSecret`, `trust`",
    becomes: "registries of the container runtime, rewritten images",
    proof: ["test/e2e/node-pull.test.ts", "With the account on its disk and after a restart it runs its app"],
  },
  {
    capability: "A hub and a site come up out of a registry, signed, with every digest pinned by the root",
    written: "`delivery: { engine: flux, source: oci }`, `artifacts`",
    becomes: "an artifact a unit, an OCIRepository each with `verify`, a root that pins them",
    proof: [
      "test/e2e/flux-oci.test.ts",
      "A hub and a site come up from the registry alone, every Kustomization Ready at the digest that it is pinned to",
    ],
  },
  {
    capability: "A living region moves from Git to a registry and back, and nothing that runs there is made anew",
    written: "`delivery` of a region",
    becomes: "the same reconcilers with other sources; the last root in the registry leads back",
    proof: [
      "test/e2e/flux-oci.test.ts",
      "A living region goes back to Git and out to the registry again, and nothing that runs there is made anew",
    ],
  },
  {
    capability: "A root that nobody of the fleet has signed changes nothing",
    written: "`artifacts.keys`",
    becomes: "`verify` in every source, signatures in cosign's format",
    proof: [
      "test/e2e/flux-oci.test.ts",
      "A root without a signature changes nothing, nor one with a stranger's, and the next publish puts it right",
    ],
  },
  {
    capability: "Signatures are those of cosign, by which anybody can check an artifact",
    written: "`artifacts.keys`, FLOTILLA_SIGNING_KEY_FILE",
    becomes: "a manifest under `sha256-….sig`, beside those of other keys",
    proof: ["test/e2e/cosign.test.ts", "cosign verifies an artifact by the fleet's key, and by no other"],
  },
  {
    capability: "A registry with a certificate of the fleet's own authority",
    written: "`trust`",
    becomes: "`certSecretRef` in every source, `argocd-tls-certs-cm`; the publisher takes the same",
    proof: [
      "test/oci/trust.test.ts",
      "Publishing and pruning know a registry by the authorities of the fleet, and by no others",
    ],
  },
  {
    capability: "One changed site costs its own artifact and the root of its hub",
    written: "`source: oci`",
    becomes: "a content tag for each Git tree, so that equal content is never pushed or pulled again",
    proof: [
      "test/e2e/flux-oci.test.ts",
      "One changed site costs the hub its artifact and the root, and the other sites nothing",
    ],
  },
  {
    capability: "Argo CD takes a hub and a site out of a registry, with every digest pinned by the root",
    written: "`delivery: { engine: argocd, source: oci }`, `artifacts`",
    becomes: "Applications of `oci://` sources, projects that admit them alone",
    proof: [
      "test/e2e/argocd-oci.test.ts",
      "A hub and a site come up from the registry alone, every Application Synced and Healthy at the digest that it is pinned to",
    ],
  },
  {
    capability:
      "A living region of Argo CD moves from Git to a registry and back, and nothing that runs there is made anew",
    written: "`delivery` of a region",
    becomes: "the same Applications with other sources; the last root in the registry leads back",
    proof: [
      "test/e2e/argocd-oci.test.ts",
      "A living region goes back to Git and out to the registry again, and nothing that runs there is made anew",
    ],
  },
  {
    capability: "Back to an earlier commit without compiling, in Git and in the registry",
    written: "`flotilla rollback REGION --to COMMIT`",
    becomes: "a new commit with the old content, judged like any other; the old artifacts",
    proof: [
      "test/oci/publish.test.ts",
      "A rollback brings Git and the registry back to an earlier commit without compiling, in a commit of its own",
    ],
  },
];
