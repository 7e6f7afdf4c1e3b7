import type { Site } from "../../../constructs/site.ts";
import { capiVsphere } from "../../../engines/provisioning/capi-vsphere/capi-vsphere.ts";
import type { KubernetesObject } from "../../../model/manifest.ts";
import type { CapiVsphereProvisioner } from "../../../model/provisioner.ts";
import { vsphereSiteParameters } from "../../../profiles/parameters/vsphere-site.ts";
import { objectsFor, poolScope } from "../artifacts.ts";
import { agentBootstrap, type ExampleSite, exampleSite } from "./example-site.ts";

const provisioner = capiVsphere.example;

/** Of a virtual machine, in place of what identifies a server of metal. */
const virtual = { virtual: true, arch: "amd64", machineId: undefined, mac: undefined, bmc: undefined, disk: undefined };

export const vcenter = {
  vcenter: "vcenter.example.com",
  vcenterThumbprint: Array(20).fill("AB").join(":"),
  datacenter: "suzhou",
  datastore: "vsan-01",
  portGroup: "nodes",
  spareAddresses: ["10.44.12.20"],
};

export type Example = Omit<ExampleSite, "provisioner" | "declared"> & {
  readonly provisioner?: Partial<CapiVsphereProvisioner>;
};

function vsphereSite({ parameters, host, provisioner: own, ...example }: Example = {}): Site {
  return exampleSite({
    ...example,
    provisioner: { ...provisioner, ...own },
    declared: vsphereSiteParameters,
    parameters: Object.fromEntries(
      Object.entries({ ...vcenter, ...parameters }).filter(([, value]) => value !== undefined),
    ),
    host: { ...virtual, ...host },
  });
}

export function objectsOf(example: Example = {}): readonly KubernetesObject[] {
  const site = vsphereSite(example);
  const settings = { ...provisioner, ...example.provisioner };
  return objectsFor(capiVsphere.lower({ ...poolScope(site), bootstrap: agentBootstrap }, settings), "hub");
}

export function requests(example: Example = {}): readonly string[] {
  const settings = { ...provisioner, ...example.provisioner };
  return capiVsphere
    .unsupported(poolScope(vsphereSite(example)), settings)
    .map(({ severity = "error", requested }) => `${severity}: ${requested}`);
}
