import { expectBadExamples } from "../finding.ts";

expectBadExamples({
  "FLT-HIER-001": [
    {
      at: "sites/fleet.yaml hierarchy.regions",
      subject: "panji",
      message: "found 1 region, expected 31 as hierarchy.regions says",
    },
  ],
  "FLT-HIER-002": [
    {
      at: "sites/hunan/region.yaml hub.endpoint",
      subject: "panji/hunan/hub",
      message:
        "the hub of hunan has the endpoint https://hub.panji.example:6443 of the hub of guangdong, expected a cluster of its own",
    },
  ],
  "FLT-HIER-003": [
    {
      at: "sites/guangdong/region.yaml name",
      subject: "panji/guangdong",
      message: "region guangdong has no sites in its 1 zone, expected at least one",
    },
  ],
  "FLT-HIER-004": [
    {
      at: "sites/guangdong/region.yaml name",
      subject: "panji/guangdong",
      message: "region guangdong has 2 sites, expected at most 1 as hierarchy.maxSitesPerRegion says",
    },
  ],
  "FLT-HIER-005": [
    {
      at: "sites/hunan/region.yaml code",
      subject: "panji/hunan",
      message: "region hunan has the code 44 of region guangdong, expected a code of its own",
    },
  ],
  "FLT-HIER-006": [
    {
      at: "sites/hunan/changsha.yaml sites.0.name",
      subject: "panji/hunan/changsha/nanshan-01",
      message:
        "site nanshan-01 is there twice: as panji/guangdong/shenzhen/nanshan-01 and as panji/hunan/changsha/nanshan-01, expected a name that is unique in the fleet",
    },
  ],
  "FLT-HIER-007": [
    {
      at: "apps/retail/checkout.yaml zones.suzhou",
      subject: "panji/apps/retail/checkout",
      message: "zone suzhou is there in guangdong and in hunan, expected one that the app can mean",
    },
  ],
  "FLT-HIER-008": [
    {
      at: "sites/fleet.yaml tenants.1.namespaces.0",
      subject: "panji",
      message: "namespace shop belongs to the tenants retail and payment, expected one owner",
    },
  ],
  "FLT-HIER-009": [
    {
      at: "apps/retial/checkout.yaml tenant",
      subject: "panji/apps/retial/checkout",
      message: "no tenant retial, expected one of retail, telco",
    },
  ],
  "FLT-HIER-010": [
    {
      at: "apps/retail/checkout.yaml select.zones.0",
      subject: "panji/apps/retail/checkout",
      message: "no zone shenzen to select",
    },
  ],
  "FLT-HIER-011": [
    {
      at: "apps/retail/checkout.yaml zones.shenzen",
      subject: "panji/apps/retail/checkout",
      message: "the app differs in zone shenzen, which does not exist",
    },
  ],
  "FLT-HIER-013": [
    {
      at: "apps/retail/checkout.yaml rings.erly",
      subject: "panji/apps/retail/checkout",
      message: "the app differs in ring erly, which does not exist",
    },
  ],
  "FLT-HIER-014": [
    {
      at: "apps/retail/checkout.yaml rings.early",
      subject: "panji/apps/retail/checkout",
      message: "site sz-nanshan-01 of ring frozen gets what ring early gets, which is that of its zone",
    },
  ],
  "FLT-HIER-021": [
    {
      at: "sites/guangdong/region.yaml gateway",
      subject: "panji/guangdong",
      message: "sz-nanshan-01 is a cluster of its own, expected kind: nodes with parent: centre",
    },
  ],
  "FLT-HIER-022": [
    {
      at: "sites/guangdong/region.yaml hub",
      subject: "panji/guangdong",
      message: "region guangdong has a hub beside its gateway, expected one of the two",
    },
    {
      at: "sites/guangdong/shenzhen.yaml sites.1.profile",
      subject: "panji/guangdong/shenzhen/sz-nanshan-01",
      message:
        "profile edge-metal@1.0.0 of sz-nanshan-01 installs servers from a hub, and behind a gateway there is none",
    },
  ],
  "FLT-HIER-023": [
    {
      at: "sites/guangdong/shenzhen.yaml nodeLabels",
      subject: "panji/guangdong/shenzhen",
      message: "the label apps.openyurt.io/nodepool is given by openyurt itself",
    },
  ],
});
