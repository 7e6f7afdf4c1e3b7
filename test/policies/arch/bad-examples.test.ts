import { expectBadExamples } from "../finding.ts";

expectBadExamples({
  "FLT-ARCH-001": [
    {
      at: "sites/guangdong/shenzhen.yaml sites.0.hosts.0.arch",
      subject: "panji/guangdong/shenzhen/sz-nanshan-01/sz-nanshan-01-a",
      message: "sz-nanshan-01-a is arm64, for which profile edge-k3s@1.0.0 has no cilium/cilium:v1.18.9",
    },
  ],
  "FLT-ARCH-002": [
    {
      at: "apps/retail/checkout.yaml architectures",
      subject: "panji/apps/retail/checkout",
      message:
        "the app is built for amd64, but there is arm64 alone at 1 place, such as panji/guangdong/shenzhen/sz-nanshan-01",
    },
  ],
  "FLT-ARCH-003": [
    {
      at: "apps/retail/checkout.yaml zones.shenzhen.image",
      subject: "panji/apps/retail/checkout",
      message:
        "image registry.panji.example/retail/checkout:2.4.1-amd64@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef is named after amd64, but would run on arm64 at 1 place, such as panji/guangdong/shenzhen/sz-nanshan-01",
    },
  ],
});
