/** The servers of a Sylva cluster (`cluster.baremetal_hosts`), each with what its group says of it. */

import type { HostDraft, InterfaceDraft } from "./draft.ts";
import { unknown } from "./draft.ts";
import type { Field } from "./field.ts";
import type { Defaulted } from "./format.ts";
import { bootWord, macText, readBmc, readRootDeviceHints, shortName } from "./host-fields.ts";
import { type PrimaryNetwork, readLinks } from "./sylva-network.ts";
import { readNodeSettings } from "./sylva-node-class.ts";

/** Machines that are made alike: the control plane, or a machine deployment with its defaults. */
interface Group {
  readonly role: string;
  /** The narrower first. */
  readonly values: readonly Field[];
}

export function readSylvaHosts(
  cluster: Field,
  primary: PrimaryNetwork,
  site: string,
  defaults: Defaulted[],
): readonly HostDraft[] {
  const groups = groupsOf(cluster);
  const standard = cluster.at("baremetal_host_default");
  return cluster.at("baremetal_hosts").entries.map(([name, host], index) => {
    const to = `${site}.hosts[${index}]`;
    const said = (...steps: readonly string[]) => {
      const own = host.at(...steps);
      return own.exists ? own : standard.at(...steps);
    };
    const group = groupOf(host, standard, groups, `${to}.role`) ?? anyOf(groups, `${to}.role`, defaults);
    const settings = readNodeSettings(cluster, group?.values ?? [], to);
    const address = host.at("ip_preallocations", "primary").take(`${to}.address`);
    const interfaces = interfacesOf(host, group, primary, address, to);
    const bmc = (key: string) => said("bmh_spec", "bmc", key);
    const disk = readRootDeviceHints(said("bmh_spec", "rootDeviceHints"), to);
    const boot = said("bmh_spec", "bootMode").take(`${to}.boot`, bootWord);
    if (disk === undefined) {
      defaults.push({ to: `${to}.disk`, value: "auto", reason: "there are no rootDeviceHints; Ironic chooses" });
    }
    if (boot === undefined) {
      defaults.push({ to: `${to}.boot`, value: "uefi", reason: "there is no bootMode; Metal3 takes UEFI" });
    }
    return {
      name: shortName(name),
      arch: unknown,
      role: group?.role ?? unknown,
      address: address ?? unknown,
      mac: said("bmh_spec", "bootMACAddress").take(`${to}.mac`, macText) ?? (interfaces ? undefined : unknown),
      interfaces,
      bmc: readBmc(bmc("address"), bmc("credentialsName"), bmc("disableCertificateVerification"), to),
      boot: boot ?? "uefi",
      disk: disk ?? "auto",
      labels: settings.labels,
      kernelArguments: settings.kernelArguments,
    };
  });
}

function groupsOf(cluster: Field): readonly Group[] {
  const common = cluster.at("machine_deployment_default");
  const workers = cluster
    .at("machine_deployments")
    .entries.map(([, each]) => ({ role: "worker", values: [each, common] }));
  return [{ role: "control-plane", values: [cluster.at("control_plane")] }, ...workers];
}

/** The only group whose selector matches the labels of the host; undefined when it is none, or a choice. */
function groupOf(host: Field, standard: Field, groups: readonly Group[], to: string): Group | undefined {
  const labels = (key: string) => {
    const own = host.at("bmh_metadata", "labels", key);
    return own.exists ? own : standard.at("bmh_metadata", "labels", key);
  };
  const matching = groups.filter((group) => {
    const selector = first(group, "capm3", "hostSelector", "matchLabels").entries;
    return selector.length > 0 && selector.every(([key, value]) => labels(key).text === value.text);
  });
  const [group, ...others] = matching;
  if (!group || others.some(({ role }) => role !== group.role)) return undefined;
  for (const [key, value] of first(group, "capm3", "hostSelector", "matchLabels").entries) {
    for (const each of [value, labels(key)]) each.carry(to, each.text === group.role ? undefined : `as ${group.role}`);
  }
  return group;
}

/**
 * The control plane takes any server where it names none (CAPM3, Metal3MachineTemplate hostSelector); a server that no
 * machine deployment selects is then one of its own, unless a deployment takes any as well.
 */
function anyOf([plane, ...workers]: readonly Group[], to: string, defaults: Defaulted[]): Group | undefined {
  const selects = (group: Group) => first(group, "capm3", "hostSelector", "matchLabels").entries.length > 0;
  if (!plane || selects(plane) || !workers.every(selects)) return undefined;
  const reason = "the control plane selects no servers, and no machine deployment selects this one";
  defaults.push({ to, value: plane.role, reason });
  return plane;
}

/** The first of a group's values that says it. */
function first({ values }: Group, ...steps: readonly string[]): Field {
  const fields = values.map((each) => each.at(...steps));
  return fields.find(({ exists }) => exists) ?? (fields[0] as Field);
}

/** The address lies on the interface of the primary network, with the prefix of its subnet. */
function interfacesOf(
  host: Field,
  group: Group | undefined,
  primary: PrimaryNetwork,
  address: string | undefined,
  to: string,
): readonly InterfaceDraft[] | undefined {
  if (!group) return undefined;
  const links = first(group, "network_interfaces");
  const interfaces = readLinks({ links, mappings: host.at("interface_mappings"), settings: primary.settings, to });
  const own = first(group, "capm3", "networks", "primary", "interface");
  const old = first(group, "capm3", "primary_pool_interface");
  const uplink = [own, old, primary.interface].find(({ exists }) => exists);
  const draft = interfaces?.find(({ name }) => name === uplink?.text);
  if (!draft || !uplink) return interfaces;
  uplink.carry(`${to}.interfaces[${draft.name}].addresses`);
  const prefix = primary.subnet?.split("/")[1];
  draft.addresses = [address === undefined || prefix === undefined ? unknown : `${address}/${prefix}`];
  return interfaces;
}
