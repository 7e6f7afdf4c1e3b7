/** How a virtual machine of vSphere says which one it is. */

/** Stands in kubeadm's settings until the machine knows better. */
export const MACHINE_UUID = "flotilla-machine-uuid";

export const PROVIDER_ID_SCRIPT = "/usr/local/sbin/flotilla-machine-uuid";

/**
 * Cluster API finds the node of a machine by `vsphere://<BIOS UUID>`. vSphere's own cloud provider would write that into
 * the node, and wants an account of the vCenter in every cluster for it. The machine knows it too: its serial number has
 * the bytes of that UUID in their order (k8s.io/legacy-cloud-providers vsphere/util.go, GetVMUUID; the product UUID has
 * other orders by the version of the hardware). It runs before kubeadm; ROOT is for tests. No brace follows another, since cloud-init reads the text
 * as a template of Jinja.
 */
export const providerIdScript = `#!/bin/sh
set -eu
root=\${ROOT:-}
serial=$(cat "$root/sys/class/dmi/id/product_serial")
hex=$(echo "\${serial#VMware-}" | tr -d ' -' | tr A-F a-f)
if ! echo "$hex" | grep -Eqx '[0-9a-f]{32}'; then
  echo "flotilla: $serial is no serial number of a virtual machine of vSphere" >&2
  rm -rf "$root/run/kubeadm"
  exit 1
fi
uuid=$(echo "$hex" | sed -E 's/^(.{8})(.{4})(.{4})(.{4})(.*)$/\\1-\\2-\\3-\\4-\\5/')
sed -i "s/${MACHINE_UUID}/$uuid/" "$root"/run/kubeadm/*.yaml
`;
