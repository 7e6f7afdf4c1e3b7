import { expectBadExamples } from "../finding.ts";

expectBadExamples({
  "FLT-APP-001": [
    {
      at: "apps/retail/checkout.yaml expose",
      subject: "panji/apps/retail/checkout",
      message:
        "the app is exposed, but there is no ingress controller at 1 site, such as panji/guangdong/shenzhen/sz-nanshan-01",
    },
  ],
  "FLT-APP-002": [
    {
      at: "apps/retail/checkout.yaml egress.0.cidr",
      subject: "panji/apps/retail/checkout",
      message: "egress to 203.0.113.0/24, which the tenant may not reach; it may reach nothing outside the cluster",
    },
  ],
  "FLT-APP-003": [
    {
      at: "apps/retail/signage.yaml expose",
      subject: "panji/apps/retail/signage",
      message:
        "shop.panji.example/ leads to panji/apps/retail/checkout already at panji/guangdong/shenzhen/sz-nanshan-01",
    },
  ],
  "FLT-APP-004": [
    {
      at: "apps/retail/checkout.yaml secrets.0.from",
      subject: "panji/apps/retail/checkout",
      message: "bmc/rack-12 is no entry of tenant retail, expected one below retail/",
    },
  ],
});
