import { expectBadExamples } from "../finding.ts";

expectBadExamples({
  "FLT-CAP-001": [
    {
      at: "sites/guangdong/shenzhen.yaml sites.0.hosts",
      subject: "panji/guangdong/shenzhen/sz-nanshan-01",
      message: "2 control planes among 2 servers, expected 1, 3 or 5",
    },
  ],
  "FLT-CAP-002": [
    {
      at: "sites/guangdong/shenzhen.yaml sites.0.hosts.0.role",
      subject: "panji/guangdong/shenzhen/sz-nanshan-01/sz-nanshan-01-a",
      message: "sz-nanshan-01-a has the role control-plane, expected worker at a nodes site",
    },
  ],
  "FLT-CAP-004": [
    {
      at: "sites/guangdong/shenzhen.yaml sites.0.parameters.storageEngine",
      subject: "panji/guangdong/shenzhen/sz-nanshan-01",
      message: "storageEngine longhorn with 1 server, expected at least 2 or local-path",
    },
  ],
  "FLT-CAP-005": [
    {
      at: "sites/guangdong/shenzhen.yaml sites.0.profile",
      subject: "panji/guangdong/shenzhen/sz-nanshan-01",
      message: "profile edge-k3s@1.0.0 upgrades 2 servers at a time, expected at most 1 with 3 control planes",
    },
  ],
  "FLT-CAP-006": [
    {
      at: "sites/guangdong/shenzhen.yaml sites.0.hosts.0.disk",
      subject: "panji/guangdong/shenzhen/sz-nanshan-01/sz-nanshan-01-a",
      message:
        "disk /dev/sda of sz-nanshan-01-a may be another one after the next boot, expected a path below /dev/disk/by-id/",
    },
  ],
  "FLT-CAP-027": [
    {
      at: "apps/retail/checkout.yaml ports",
      subject: "panji/apps/retail/checkout",
      message:
        "its Service leads nowhere at 1 site whose servers are edge nodes, such as panji/guangdong/shenzhen/sz-kiosk-01, with the ports http",
    },
  ],
  "FLT-CAP-026": [
    {
      at: "sites/fleet.yaml trust",
      subject: "panji",
      message:
        "trust beside repositorySecret fleet-reader, out of which Flux takes the authorities of the Git server as well, expected its key ca.crt to hold them in every cluster",
    },
  ],
  "FLT-CAP-030": [
    {
      subject: "panji/guangdong/shenzhen/sz-nanshan-01",
      message:
        "the site asks for 2.5 CPU and 2.7 GiB, and the server has 2 CPU and 4 GiB: 80-apps-retail 2 CPU and 1 GiB, k3s 0.5 CPU and 1.7 GiB",
    },
  ],
  "FLT-CAP-031": [
    {
      subject: "panji/guangdong/shenzhen/sz-nanshan-01",
      message:
        "without sz-nanshan-01-a the site asks for 4.8 CPU and 5.3 GiB, and its other 2 servers have 4 CPU and 8 GiB: 80-apps-retail 4 CPU and 2 GiB, k3s 0.8 CPU and 3.3 GiB",
    },
  ],
  "FLT-CAP-032": [
    {
      at: "sites/guangdong/shenzhen.yaml sites.0.hosts.0.hardware",
      subject: "panji/guangdong/shenzhen/sz-nanshan-01/sz-nanshan-01-a",
      message: "sz-nanshan-01-a is of hardware class edge-smal, expected one of edge-small",
    },
  ],
  "FLT-CAP-033": [
    {
      at: "sites/guangdong/shenzhen.yaml sites.0.network.ingressVip",
      subject: "panji/guangdong/shenzhen/sz-nanshan-01",
      message: "ingressVip 10.44.12.9 without an ingress controller, so nobody would answer there",
    },
  ],
  "FLT-CAP-034": [
    {
      subject: "panji/guangdong/shenzhen/sz-nanshan-01",
      message:
        "namespace shops asks for 3.5 CPU, and its quota allows 2 CPU: deployment checkout 2.5 CPU, 1 CPU more while deployment checkout is exchanged",
    },
  ],
});
