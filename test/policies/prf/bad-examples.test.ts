import { expectBadExamples } from "../finding.ts";

expectBadExamples({
  "FLT-PRF-001": [
    {
      at: "sites/guangdong/shenzhen.yaml sites.0.profile",
      subject: "panji/guangdong/shenzhen/sz-nanshan-01",
      message:
        "no profile edge-k3@1.0.0 for a site, expected one of edge-eggo@1.0.0, edge-k3s@1.0.0, edge-kubeedge@1.0.0, edge-metal@1.0.0, edge-openyurt@1.0.0",
    },
  ],
  "FLT-PRF-002": [
    {
      subject: "panji",
      message: "profile edge-k3s@1.0.0 was changed after its release: its content hash is a1b2c3, expected 9f8e7d",
    },
  ],
  "FLT-PRF-003": [
    {
      subject: "panji",
      message: "profile edge-k3s@1.0.0 has no csi layer",
    },
  ],
  "FLT-PRF-004": [
    {
      subject: "panji",
      message: "profile edge-k3s@1.0.0 has the cni layer cilium after the csi layer local-path",
    },
  ],
  "FLT-PRF-005": [
    {
      at: "sites/guangdong/shenzhen.yaml sites.0.profile",
      subject: "panji/guangdong/shenzhen/sz-nanshan-01",
      message:
        "kubelet 1.31.4 of edge-kubeedge@1.0.0 does not fit the hub's Kubernetes 1.30.4 of region-hub@1.0.0, expected the same or at most 3 minor versions less",
    },
  ],
  "FLT-PRF-006": [
    {
      at: "sites/guangdong/shenzhen.yaml sites.0.profile",
      subject: "panji/guangdong/shenzhen/sz-nanshan-01",
      message: "Kubernetes 1.33.2 of edge-k3s@1.0.0 is 3 minor versions ahead of the hub's 1.30.4, expected at most 1",
    },
  ],
  "FLT-PRF-007": [
    {
      at: "sites/guangdong/shenzhen.yaml sites.0.profile",
      subject: "panji/guangdong/shenzhen/sz-nanshan-01",
      message: "profile edge-k3s@1.0.0 makes kind cluster, expected one for kind nodes",
    },
  ],
});
