import { expectBadExamples } from "../finding.ts";

expectBadExamples({
  "FLT-NET-001": [
    {
      at: "sites/guangdong/shenzhen.yaml sites.1.network.nodes",
      subject: "panji/guangdong/shenzhen/sz-nanshan-02",
      message: "nodes 10.44.12.32/27 of sz-nanshan-02 overlaps 10.44.12.0/26 of panji/guangdong/shenzhen/sz-nanshan-01",
    },
  ],
  "FLT-NET-002": [
    {
      at: "sites/hunan/region.yaml network.supernet",
      subject: "panji/hunan",
      message: "supernet 10.43.0.0/16 of hunan overlaps 10.40.0.0/13 of guangdong",
    },
  ],
  "FLT-NET-003": [
    {
      at: "sites/guangdong/shenzhen.yaml sites.0.network.nodes",
      subject: "panji/guangdong/shenzhen/sz-nanshan-01",
      message: "nodes 10.45.12.0/26 lies outside the supernet 10.44.0.0/16 of guangdong",
    },
  ],
  "FLT-NET-004": [
    {
      at: "sites/guangdong/shenzhen.yaml sites.0.network.pods",
      subject: "panji/guangdong/shenzhen/sz-nanshan-01",
      message: "pods 10.44.128.0/17 overlaps the supernet 10.44.0.0/16 of guangdong",
    },
  ],
  "FLT-NET-005": [
    {
      at: "sites/guangdong/shenzhen.yaml sites.0.network.services",
      subject: "panji/guangdong/shenzhen/sz-nanshan-01",
      message: "services 10.244.128.0/20 overlaps pods 10.244.0.0/16",
    },
  ],
  "FLT-NET-006": [
    {
      at: "sites/guangdong/shenzhen.yaml sites.0.network.vip",
      subject: "panji/guangdong/shenzhen/sz-nanshan-01",
      message:
        "vip 10.44.12.100 lies outside nodes 10.44.12.0/26, expected a free address from 10.44.12.1 to 10.44.12.62",
    },
  ],
  "FLT-NET-007": [
    {
      at: "sites/guangdong/shenzhen.yaml sites.0.hosts.0.address",
      subject: "panji/guangdong/shenzhen/sz-nanshan-01/sz-nanshan-01-a",
      message: "address 10.44.13.11 of sz-nanshan-01-a lies outside nodes 10.44.12.0/26",
    },
  ],
  "FLT-NET-008": [
    {
      at: "sites/guangdong/shenzhen.yaml sites.1.network.vlan",
      subject: "panji/guangdong/shenzhen/sz-nanshan-02",
      message: "VLAN 112 is used by sz-nanshan-01 and by sz-nanshan-02 in zone shenzhen",
    },
  ],
  "FLT-NET-009": [
    {
      at: "sites/guangdong/shenzhen.yaml sites.1.hosts.0.machineId",
      subject: "panji/guangdong/shenzhen/sz-nanshan-02/sz-nanshan-02-a",
      message:
        "machine id 4c4c4544-0051-3110-8052-b4c04f4e3332 of sz-nanshan-02-a is that of panji/guangdong/shenzhen/sz-nanshan-01/sz-nanshan-01-a",
    },
  ],
  "FLT-NET-010": [
    {
      at: "sites/guangdong/region.yaml network.asn",
      subject: "panji/guangdong",
      message: "AS 4134 of guangdong is not private, expected 64512-65534 or 4200000000-4294967294",
    },
  ],
  "FLT-NET-011": [
    {
      at: "sites/guangdong/shenzhen.yaml sites.0.network.nodes",
      subject: "panji/guangdong/shenzhen/sz-nanshan-01",
      message: "nodes 10.44.12.8/30 has room for 2, expected 3: 1 server, a gateway, a virtual address",
    },
  ],
  "FLT-NET-012": [
    {
      at: "sites/guangdong/shenzhen.yaml sites.0.network",
      subject: "panji/guangdong/shenzhen/sz-nanshan-01",
      message: "3 control planes and no network.vip, expected an address that they share",
    },
  ],
  "FLT-NET-013": [
    {
      at: "sites/guangdong/shenzhen.yaml sites.0.network.services",
      subject: "panji/guangdong/shenzhen/sz-nanshan-01",
      message: "services 10.96.0.0/12 covers the endpoint of the hub of guangdong",
    },
  ],
  "FLT-NET-014": [
    {
      at: "sites/guangdong/region.yaml network.asn",
      subject: "panji/guangdong",
      message:
        "sz-nanshan-01 of guangdong can be reached by way of the hub of hunan as well: both regions are AS 64544",
    },
    {
      at: "sites/hunan/region.yaml network.asn",
      subject: "panji/hunan",
      message: "hunan-01 of hunan can be reached by way of the hub of guangdong as well: both regions are AS 64544",
    },
  ],
  "FLT-NET-015": [
    {
      at: "sites/guangdong/shenzhen.yaml sites.0.network.pods",
      subject: "panji/guangdong/shenzhen/sz-nanshan-01",
      message: "pods of IPv4 with nodes of IPv4 and IPv6, expected pods of IPv4 and IPv6",
    },
  ],
  "FLT-NET-016": [
    {
      at: "sites/guangdong/shenzhen.yaml sites.0.hosts.0.interfaces",
      subject: "panji/guangdong/shenzhen/sz-nanshan-01/sz-nanshan-01-a",
      message: "no interface of sz-nanshan-01-a has 10.44.12.11/26, expected the node's address at one of eno1",
    },
  ],
  "FLT-NET-017": [
    {
      at: "sites/guangdong/shenzhen.yaml sites.0.network.services",
      subject: "panji/guangdong/shenzhen/sz-nanshan-01",
      message:
        "services fd00:96::/64, expected a network from /108 to /120: the API server takes no more than 2^20 addresses",
    },
  ],
  "FLT-NET-020": [
    {
      at: "sites/guangdong/shenzhen.yaml sites.0",
      subject: "panji/guangdong/shenzhen/sz-kiosk-01",
      message:
        "apps of retail and telco share servers on which nobody enforces NetworkPolicies, expected those of one tenant",
    },
  ],
  "FLT-NET-023": [
    {
      at: "sites/guangdong/shenzhen.yaml sites.0.network.ntp.0",
      subject: "panji/guangdong/shenzhen/sz-nanshan-01",
      message:
        "panji/guangdong/shenzhen/sz-nanshan-01: sets its clocks at 10.43.0.1 in region hunan, past its hub or gateway",
    },
  ],
});
