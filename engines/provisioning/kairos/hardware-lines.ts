/** Shell lines by which a server tells what it is. */

/**
 * A function `report`, which prints what a server has as JSON (the schema of the enrolment service), by what the kernel
 * says below /sys and /proc. Only cards and disks that are hardware count, and no disk that can be pulled out, which the
 * medium itself may be. `HOST_DIR` is the root of the host.
 *
 * A board without SMBIOS has its serial number in the device tree. Graphics of a BMC are of class 0300, so that a GPU is
 * told by 0302 (3D controller) alone; accelerators, FPGAs among them, are 1200 (PCI Code and ID Assignment).
 */
export const hardwareLines = `# One line of a file, as a text that JSON takes as it is.
line() { head -c 400 "$HOST_DIR$1" 2>/dev/null | tr -d '\\000-\\037\\177"\\\\' | sed 's/^ *//; s/ *$//' | cut -c1-200; }
# "key":"text", or nothing where there is no text.
text() { [ -z "$2" ] || printf '"%s":"%s",' "$1" "$2"; }
list() { paste -sd, -; }
nics() {
  for card in "$HOST_DIR"/sys/class/net/*; do
    [ -e "$card/device" ] || continue
    printf '{"name":"%s","mac":"%s"}\\n' "\${card##*/}" "$(line "\${card#"$HOST_DIR"}/address" | tr A-F a-f)"
  done | list
}
links() {
  for link in "$HOST_DIR"/dev/disk/by-id/* "$HOST_DIR"/dev/disk/by-path/*; do
    target=$(readlink "$link") || continue
    [ "\${target##*/}" = "$1" ] && printf '"%s"\\n' "\${link#"$HOST_DIR"}"
  done | head -n 32 | list
}
disks() {
  for disk in "$HOST_DIR"/sys/block/*; do
    [ -e "$disk/device" ] && [ "$(cat "$disk/removable")" = 0 ] || continue
    name=\${disk##*/}
    at=\${disk#"$HOST_DIR"}
    rotational=false
    [ "$(cat "$disk/queue/rotational")" = 0 ] || rotational=true
    printf '{"path":"/dev/%s",%s%s%s"links":[%s],"bytes":%s,"rotational":%s}\\n' "$name" "$(text serial "$(line "$at/device/serial")")" \\
      "$(text wwn "$(line "$at/device/wwid" | sed 's/^naa\\./0x/')")" "$(text model "$(line "$at/device/model")")" \\
      "$(links "$name")" "$(($(cat "$disk/size") * 512))" "$rotational"
  done | list
}
devices() {
  {
    cat "$HOST_DIR"/sys/class/net/*/device/sriov_totalvfs 2>/dev/null | grep -qv '^0*$' && echo '"sriov"'
    ls -d "$HOST_DIR"/sys/class/ptp/ptp* >/dev/null 2>&1 && echo '"ptp"'
    cat "$HOST_DIR"/sys/bus/pci/devices/*/class 2>/dev/null | grep -q '^0x0302' && echo '"gpu"'
    cat "$HOST_DIR"/sys/bus/pci/devices/*/class 2>/dev/null | grep -q '^0x1200' && echo '"fpga"'
  } | list
}
report() {
  serial=$(line /sys/class/dmi/id/product_serial)
  [ -n "$serial" ] || serial=$(line /proc/device-tree/serial-number)
  case $(uname -m) in x86_64) arch=amd64 ;; *) arch=arm64 ;; esac
  boot=legacy
  [ -d "$HOST_DIR/sys/firmware/efi" ] && boot=uefi
  printf '{%s%s"arch":"%s","cpu":%s,"memoryKiB":%s,"boot":"%s","nics":[%s],"disks":[%s],"devices":[%s],"clock":%s}' \\
    "$(text machineId "$(line /sys/class/dmi/id/product_uuid | tr A-F a-f)")" "$(text serial "$serial")" "$arch" \\
    "$(grep -c ^processor "$HOST_DIR/proc/cpuinfo")" "$(sed -n 's/^MemTotal: *\\([0-9]*\\).*/\\1/p' "$HOST_DIR/proc/meminfo")" \\
    "$boot" "$(nics)" "$(disks)" "$(devices)" "$(date +%s)"
}
`;
