/** Checks that the webhooks of vSphere's provider of Cluster API and of the provider of addresses inside the hub make. */

import { networkOf, parseAddress } from "../../model/network.ts";
import { get, has, items, type ObjectRule } from "./object-rule.ts";

const INFRASTRUCTURE = "infrastructure.cluster.x-k8s.io";

/** cluster-api-provider-vsphere v1.16 internal/webhooks/vspheremachinetemplate.go. */
const machineTemplate: readonly ObjectRule[] = [
  {
    at: ["spec", "template", "spec"],
    isValid: (spec) => !has(spec, "providerID"),
    reportAt: ["providerID"],
    expected: "none in a template",
  },
  {
    at: ["spec", "template", "spec", "network", "devices", "*"],
    isValid: (device) => items(get(device, "ipAddrs")).length === 0,
    reportAt: ["ipAddrs"],
    expected: "none in a template, whose machines would all have them",
    hint: "name pools in addressesFromPools",
  },
  {
    at: ["spec", "template", "spec", "pciDevices", "*"],
    isValid: (device) => ["deviceId", "vendorId"].every((number) => has(device, number) !== has(device, "vGPUProfile")),
    expected: "either deviceId and vendorId, or vGPUProfile",
  },
];

/** internal/webhooks/vspherefailuredomain.go. */
const failureDomain: readonly ObjectRule[] = [
  {
    at: ["spec", "region"],
    isValid: (region) => get(region, "type") !== "HostGroup",
    reportAt: ["type"],
    expected: "Datacenter or ComputeCluster",
  },
  {
    at: ["spec"],
    isValid: (spec) => get(spec, "zone", "type") !== "HostGroup" || has(spec, "topology", "hosts"),
    reportAt: ["topology", "hosts"],
    expected: "the groups of hosts and machines, for a zone of type HostGroup",
  },
  {
    at: ["spec"],
    isValid: (spec) =>
      has(spec, "topology", "computeCluster") ||
      !(
        has(spec, "topology", "hosts") ||
        [get(spec, "zone", "type"), get(spec, "region", "type")].includes("ComputeCluster")
      ),
    reportAt: ["topology", "computeCluster"],
    expected: "the cluster that the zone or its hosts are",
  },
];

/** cluster-api-ipam-provider-in-cluster v1.1 internal/webhooks/inclusterippool.go. */
const addressPool: readonly ObjectRule[] = [
  { at: ["spec", "addresses"], isValid: (addresses) => items(addresses).length > 0, expected: "one address at least" },
  {
    at: ["spec", "addresses"],
    isValid: (addresses) => new Set([...items(addresses)].map(isSix)).size < 2,
    expected: "addresses of one family",
  },
  {
    at: ["spec"],
    isValid: (spec) =>
      items(get(spec, "addresses")).every((each) =>
        isNear(items(get(spec, "addresses"))[0], each, get(spec, "prefix")),
      ),
    reportAt: ["addresses"],
    expected: "addresses of one network of that prefix",
  },
];

const isSix = (text: unknown) => String(text).includes(":");

/** Of ranges and networks the beginning counts, which the pools of Flotilla do not have. */
function isNear(first: unknown, other: unknown, prefix: unknown): boolean {
  const [a, b] = [first, other].map((each) => parseAddress(String(each)));
  if (a === undefined || b === undefined || typeof a !== typeof b || typeof prefix !== "number") return true;
  return networkOf(a, prefix).first === networkOf(b, prefix).first;
}

const bothVersions = (kind: string, rules: readonly ObjectRule[]) =>
  ["v1beta1", "v1beta2"].map((version) => [`${INFRASTRUCTURE}/${version}/${kind}`, rules] as const);

export const VSPHERE_RULES: Readonly<Record<string, readonly ObjectRule[]>> = {
  ...Object.fromEntries([
    ...bothVersions("VSphereMachineTemplate", machineTemplate),
    ...bothVersions("VSphereFailureDomain", failureDomain),
  ]),
  "ipam.cluster.x-k8s.io/v1alpha2/InClusterIPPool": addressPool,
};
