import { describe, expect, it } from "vitest";
import { findings } from "../finding.ts";

const messages = (id: string, text: string) => findings(id, text).map(({ message }) => message);

describe("A folder for another API server", () => {
  const kustomization = (of: string) => `# ${of}
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: { name: 80-federation, namespace: flux-system }
spec:
  interval: 10m
  prune: true
  path: ./hub/remote/karmada/80-federation
  serviceAccountName: flotilla-platform
  sourceRef: { kind: GitRepository, name: flotilla }
  kubeConfig: { secretRef: { name: karmada-kubeconfig } }
`;

  it("is for the delivery engine alone to name", () => {
    expect(messages("FLT-SEC-046", kustomization("delivery objects"))).toEqual([]);
    expect(messages("FLT-SEC-046", kustomization("a layer's object"))).toEqual([
      "layer monitoring, Kustomization flux-system/80-federation: spec.kubeConfig changes what was checked, after the check",
    ]);
  });
});
