import { App, Chart } from "cdk8s";
import { expect, test } from "vitest";
import { HelmChart } from "../../constructs/helm-chart.ts";
import { existing } from "../../engines/provisioning/existing/existing.ts";
import { cilium } from "../../profiles/layers/cilium.ts";
import { exampleSite } from "../engines/provisioning/example-site.ts";

function valuesOf(network: object, address: unknown) {
  const site = exampleSite({ provisioner: existing.example, network, host: { address } });
  const chart = new Chart(new App(), "cilium", { disableResourceNameHashes: true });
  cilium(() => ({ host: "127.0.0.1", port: 6443 }))
    .prepare(site, {})
    ?.render(chart);
  return chart.node.findAll().find((each) => each instanceof HelmChart)?.release.values;
}

test("a site of one family has no word of the other in its network", () => {
  const values = valuesOf({}, "10.44.12.11");
  expect(values).toMatchObject({ ipam: { operator: { clusterPoolIPv4PodCIDRList: ["10.244.0.0/16"] } } });
  expect(JSON.stringify(values)).not.toMatch(/ipv6/i);
});

// With IPv4 on, an agent ends at once on a node without such an address (cilium issue 17240).
test("a site with IPv6 alone has IPv4 off, also below its tunnels", () => {
  const values = valuesOf(
    { nodes: "fd44:12::/64", pods: "fd44:244::/56", services: "fd44:96::/112", vip: "fd44:12::10" },
    "fd44:12::11",
  );
  expect(values).toMatchObject({
    ipv4: { enabled: false },
    ipv6: { enabled: true },
    underlayProtocol: "ipv6",
    ipam: { operator: { clusterPoolIPv6PodCIDRList: ["fd44:244::/56"], clusterPoolIPv6MaskSize: 72 } },
  });
  expect(JSON.stringify(values)).not.toContain("clusterPoolIPv4");
});
