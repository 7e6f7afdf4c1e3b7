import { evolution } from "./evolve.ts";
import type { FleetTexts } from "./fleet.ts";

const mall = "panji/guangdong/shenzhen/sz-mall-01";
const regionFile = "sites/guangdong/region.yaml";
const zoneFile = "sites/guangdong/shenzhen.yaml";
const lockFile = "sites/guangdong/addresses.lock.yaml";

const plan = `  plan:
    nodes: 10.44.0.0/22
    size: 26
    vlans: { from: 100, to: 3999 }
    pods: 10.244.0.0/16
    services: 10.96.0.0/16
`;
/** What the site has, as its file states it. */
const own = (network: string, address: string, vip: string, vlan = 101) =>
  `  sz-mall-01: { nodes: ${network}, vlan: ${vlan}, pods: 10.244.0.0/16, services: 10.96.0.0/16, vip: ${vip}, hosts: { sz-mall-01-a: ${address} } }\n`;

/** The site leaves all of it to the plan, and its line gives it. */
function allocated(texts: FleetTexts, line: string, more = ""): void {
  texts[regionFile] = (texts[regionFile] as string).replace(/network:\n/, `network:\n${plan}`);
  texts[zoneFile] = (texts[zoneFile] as string)
    .replace(/ {4}network:\n(?: {6}.*\n)+/, "    network: auto\n")
    .replace(/ {8}address: 10\.44\.1\.11\n/, "");
  texts[lockFile] = `sites:\n${line}${more}`;
}

evolution("A site that comes to the plan with the addresses that it has changes nothing at all", {
  rewrite: (texts) => allocated(texts, own("10.44.1.0/26", "10.44.1.11", "10.44.1.10")),
  plan: {},
});
evolution("A plan that nobody takes from changes nothing", {
  rewrite: (texts) => {
    texts[regionFile] = (texts[regionFile] as string).replace(/network:\n/, `network:\n${plan}`);
  },
  plan: {},
});
evolution("A line that is gone while its site is there is refused before anything is written", {
  rewrite: (texts) => {
    allocated(texts, own("10.44.1.0/26", "10.44.1.11", "10.44.1.10"));
    texts[lockFile] = "sites: {}\n";
  },
  // What would be lost if it were not refused.
  plan: { [mall]: ["- everything"] },
  refusals: ["FLT-GUARD-002"],
  findings: ["address/not-allocated"],
});
evolution("A plan that grows narrower moves nobody: the site that no longer fits is refused", {
  rewrite: (texts) => {
    allocated(texts, own("10.44.1.0/26", "10.44.1.11", "10.44.1.10"));
    texts[regionFile] = (texts[regionFile] as string).replace("10.44.0.0/22", "10.44.2.0/23");
  },
  plan: {},
  findings: ["address/outside-plan"],
});
evolution("A site that is moved is refused where its cluster lives, as if somebody had edited its addresses", {
  rewrite: (texts) => allocated(texts, own("10.44.2.64/26", "10.44.2.68", "10.44.2.66", 333)),
  plan: {
    [mall]: [
      "~ 20-kube-vip (restarts pods): DaemonSet/kube-system/kube-vip",
      "~ hosts: sz-mall-01-a/cloud-config.yaml",
    ],
  },
  refusals: ["FLT-GUARD-011"],
});
