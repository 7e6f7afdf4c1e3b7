import { expectBadExamples } from "../finding.ts";

expectBadExamples({
  "FLT-GUARD-001": [
    {
      at: "sites/fleet.yaml allowDelete",
      subject: "panji/guangdong",
      message: "2 sites would be deleted from guangdong, expected at most 1: sz-nanshan-02, sz-nanshan-03",
    },
  ],
  "FLT-GUARD-002": [
    {
      subject: "panji/guangdong/shenzhen/sz-nanshan-02",
      message:
        "site sz-nanshan-02 is active in the repository and gone from the fleet, expected it to be retired first",
    },
  ],
  "FLT-GUARD-003": [
    {
      at: "sites/guangdong/shenzhen.yaml sites.0.name",
      subject: "panji/guangdong/shenzhen/sz-nanshan-01",
      message:
        "looks like a rename of sz-nanshan-01 to sz-futian-01: it has the same servers, and would be deleted and created again",
    },
  ],
  "FLT-GUARD-004": [
    {
      at: "sites/guangdong/dongguan.yaml sites.0.name",
      subject: "panji/guangdong/dongguan/sz-nanshan-01",
      message: "site sz-nanshan-01 moves from zone shenzhen to zone dongguan: the folder that it reads would vanish",
    },
  ],
  "FLT-GUARD-005": [
    {
      at: "sites/guangdong/region.yaml name",
      subject: "panji/guangdong",
      message: "guangdong would lose all of its sites, 1 in number",
    },
  ],
  "FLT-GUARD-006": [
    {
      at: "sites/guangdong/shenzhen.yaml sites.0.kind",
      subject: "panji/guangdong/shenzhen/sz-nanshan-01",
      message: "site sz-nanshan-01 changes from kind cluster to kind nodes: its servers would be installed again",
    },
  ],
  "FLT-GUARD-007": [
    {
      at: "sites/guangdong/shenzhen.yaml sites.0.profile",
      subject: "panji/guangdong/shenzhen/sz-nanshan-01",
      message:
        "site sz-nanshan-01 changes from provisioner kairos to capi-metal3 with profile edge-metal@1.0.0: its servers would be installed again",
    },
  ],
  "FLT-GUARD-008": [
    {
      at: "sites/guangdong/shenzhen.yaml sites.0.profile",
      subject: "panji/guangdong/shenzhen/sz-nanshan-01",
      message: "site sz-nanshan-01 goes from Kubernetes 1.32.9 to 1.34.1 in one step, expected 1.33 next",
    },
  ],
  "FLT-GUARD-009": [
    {
      subject: "panji/guangdong/shenzhen/sz-nanshan-01",
      message:
        "statefulset observability/prometheus moves from 51-metrics to 50-metrics: it would be deleted and created again",
    },
  ],
  "FLT-GUARD-010": [
    {
      at: "sites/guangdong/shenzhen.yaml sites.1.state",
      subject: "panji/guangdong/shenzhen/sz-nanshan-01",
      message:
        "site sz-nanshan-01 begins as active, in which none of its 3 control planes founds the cluster, expected state: shipped",
    },
  ],
  "FLT-GUARD-011": [
    {
      at: "sites/guangdong/shenzhen.yaml sites.0.network.pods",
      subject: "panji/guangdong/shenzhen/sz-nanshan-01",
      message:
        "network.pods of site sz-nanshan-01 changes from 10.244.0.0/16 to 10.245.0.0/16, which a living cluster refuses",
    },
  ],
  "FLT-GUARD-020": [
    {
      subject: "panji/guangdong/shenzhen/sz-nanshan-01",
      message:
        "namespace telco is not retired in the repository and gone from the fleet: it would be deleted with all data in it",
    },
  ],
  "FLT-GUARD-021": [
    {
      subject: "panji/guangdong/shenzhen",
      message:
        "persistentvolumeclaim retail/checkout-data would go from Git and stay in its cluster with its data: nothing prunes what is protected",
    },
  ],
  "FLT-GUARD-022": [
    {
      at: "sites/fleet.yaml hierarchy",
      subject: "panji/guangxi",
      message:
        "region guangxi is active in the index of the centre and gone from the fleet: its clusters follow a repository that nobody would write any more",
    },
  ],
  "FLT-GUARD-023": [
    {
      at: "sites/guangdong/region.yaml state",
      subject: "panji/guangdong",
      message: "region guangdong is retired and still has 1 site, expected none: sz-nanshan-01",
    },
  ],
  "FLT-GUARD-024": [
    {
      at: "sites/fleet.yaml allowDelete",
      subject: "panji/guangdong",
      message:
        "2 retired tenants, apps, layers or regions would be deleted from guangdong, expected at most 1: region guangxi, region hunan",
    },
  ],
  "FLT-GUARD-025": [
    {
      at: "sites/fleet.yaml tenants.1.namespaces.1",
      subject: "panji/guangdong",
      message:
        "namespace shop goes from tenant retail to payment: payment-team would read and change what is in it, Secrets among it",
    },
  ],
  "FLT-GUARD-031": [
    {
      at: "sites/guangdong/shenzhen.yaml sites.0.profile",
      subject: "panji/guangdong/shenzhen/sz-nanshan-01",
      message:
        "site sz-nanshan-01 goes from Kubernetes 1.24.1 to 1.25.3 with profile edge-eggo@1.1.0, and its provisioner eggo upgrades nothing, expected 1.24.1",
    },
  ],
  "FLT-GUARD-032": [
    {
      at: "sites/guangdong/shenzhen.yaml sites.0.profile",
      subject: "panji/guangdong/shenzhen/sz-nanshan-01",
      message:
        "servers of sz-nanshan-01 run KubeEdge v1.23.1, and profile edge-kubeedge@1.1.0 with v1.24.0 upgrades from none, expected v1.23.1",
    },
  ],
});
