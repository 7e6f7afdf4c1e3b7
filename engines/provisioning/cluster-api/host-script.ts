/** The script that brings the settings of a server into force, at its installation and whenever one of them changes. */

/** Folder of a server with its settings, one a file, each of one line. */
export const SETTINGS_FOLDER = "/etc/flotilla";

/** PEM text of the authorities that a server trusts besides those of its system. */
export const AUTHORITIES_FILE = "authorities.pem";

export const HOST_SCRIPT = "/usr/local/sbin/flotilla-host-settings";

/**
 * For images of Ubuntu: their store of authorities (update-ca-certificates(8)), systemd and OpenSSH. It may run as often as
 * one likes, and touches just what differs. It stands in kubeadm's settings, so another text of it replaces every server of
 * every site: change it together with something that does that anyway. Keys lie in files of their own, so that one that is taken back is gone.
 * `install` as its argument is given once, before kubeadm runs. ROOT is for tests. No brace follows another, since
 * cloud-init reads the text as a template of Jinja.
 */
export const hostScript = `#!/bin/sh
set -eu
root=\${ROOT:-}
settings=$root${SETTINGS_FOLDER}
kept=$root/var/lib/flotilla
mkdir -p "$kept"
setting() { cat "$settings/$1" 2>/dev/null || true; }

# put FILE: writes standard input there, or takes the file away where there is none; fails when nothing changes.
put() {
  mkdir -p "$kept" "$(dirname "$root$1")"
  cat >"$kept/new"
  if [ ! -s "$kept/new" ]; then
    rm "$kept/new"
    [ -e "$root$1" ] || return 1
    rm "$root$1"
    return 0
  fi
  if cmp -s "$kept/new" "$root$1"; then
    rm "$kept/new"
    return 1
  fi
  chmod "$2" "$kept/new"
  mv "$kept/new" "$root$1"
}

restart_containerd=no

bundle=$settings/${AUTHORITIES_FILE}
sum() { cat "$1" 2>/dev/null | cksum; }
if [ "$(sum "$bundle")" != "$(cat "$kept/authorities" 2>/dev/null || sum /dev/null)" ]; then
  folder=$root/usr/local/share/ca-certificates
  mkdir -p "$folder"
  rm -f "$folder"/flotilla-*.crt
  awk -v to="$folder/flotilla-" '
    /-----BEGIN CERTIFICATE-----/ { number++; inside = 1 }
    inside { print > (to number ".crt") }
    /-----END CERTIFICATE-----/ { inside = 0 }' "$bundle"
  update-ca-certificates
  sum "$bundle" >"$kept/authorities"
  restart_containerd=yes
fi

proxy=$(setting proxy | sed 's/%/%%/g')
if { [ -z "$proxy" ] || printf '[Service]\\nEnvironment=%s\\n' "$proxy"; } |
  put /etc/systemd/system/containerd.service.d/50-flotilla-proxy.conf 644; then
  systemctl daemon-reload
  restart_containerd=yes
fi
# Containers that run are not touched by it.
[ "$restart_containerd" = no ] || systemctl try-restart containerd.service

search=$(setting search)
if { [ -z "$search" ] || printf '[Resolve]\\nDomains=%s\\n' "$search"; } |
  put /etc/systemd/resolved.conf.d/50-flotilla.conf 644; then
  systemctl try-restart systemd-resolved.service
fi

zone=$(setting timezone)
if [ -n "$zone" ] && [ "$zone" != "$(cat "$root/etc/timezone" 2>/dev/null || true)" ]; then
  ln -sfn "/usr/share/zoneinfo/$zone" "$root/etc/localtime"
  echo "$zone" >"$root/etc/timezone"
fi

# name type key|name type key
setting users | tr '|' '\\n' | sed '/^$/d' >"$kept/keys"
cut -d ' ' -f 1 "$kept/keys" | sort -u >"$kept/names"
touch "$kept/users"
for user in $(cat "$kept/users"); do
  grep -qx "$user" "$kept/names" && continue
  put "/etc/ssh/flotilla/$user.keys" 644 </dev/null || true
  usermod --expiredate 1 "$user" || true
  loginctl terminate-user "$user" || true
done
for user in $(cat "$kept/names"); do
  grep -qx "$user" "$kept/users" || useradd --create-home --shell /bin/bash "$user" || usermod --expiredate '' "$user"
  grep "^$user " "$kept/keys" | cut -d ' ' -f 2- | put "/etc/ssh/flotilla/$user.keys" 644 || true
done
all=$(paste -sd , "$kept/names")
{ [ -z "$all" ] || printf '%s ALL=(ALL) NOPASSWD: ALL\\n' "$all"; } | put /etc/sudoers.d/50-flotilla 440 || true
if { [ -z "$all" ] || printf 'Match User %s\\n  AuthorizedKeysFile /etc/ssh/flotilla/%%u.keys\\n' "$all"; } |
  put /etc/ssh/sshd_config.d/04-flotilla.conf 644; then
  systemctl try-reload-or-restart ssh.service || true
fi
mv "$kept/names" "$kept/users"
rm "$kept/keys"

# Metal3 has no way to say it, and without a look at its carriers a bond never leaves a dead one.
for bond in "$root"/sys/class/net/*/bonding; do
  [ -e "$bond/miimon" ] || continue
  [ "$(cat "$bond/miimon")" != 0 ] || echo 100 >"$bond/miimon"
  name=$(basename "$(dirname "$bond")")
  printf '[Bond]\\nMIIMonitorSec=100ms\\n' | put "/etc/systemd/network/10-netplan-$name.netdev.d/50-flotilla.conf" 644 || true
done
[ "\${1:-}" = install ] || exit 0

# A server without a disk that it should have becomes no node.
refuse() {
  echo "flotilla: $*" >&2
  rm -rf "$root/run/kubeadm"
  exit 1
}
# mount_disk PURPOSE DEVICE TARGET...
mount_disk() {
  purpose=$1 device=$2
  shift 2
  tries=60
  until [ -e "$root$device" ]; do
    tries=$((tries - 1))
    [ "$tries" -gt 0 ] || refuse "there is no disk $device for $purpose"
    sleep 5
  done
  system=$(blkid -p -s TYPE -o value "$root$device" || true)
  if [ -z "$system" ]; then
    [ -z "$(blkid -p "$root$device" || true)" ] || refuse "$device has partitions; wipe it, or name another for $purpose"
    mkfs.ext4 -q "$root$device"
  elif [ "$system" != ext4 ]; then
    refuse "$device has a file system of type $system; wipe it, or name another for $purpose"
  fi
  at=/var/lib/flotilla/disks/$purpose
  mkdir -p "$root$at"
  echo "$device $at ext4 defaults,nofail,x-systemd.device-timeout=60 0 2" >>"$root/etc/fstab"
  mount "$root$at"
  # What an earlier member of etcd has left is worth nothing to the next one.
  [ "$purpose" != etcd ] || rm -rf "$root$at/data"
  for target in "$@"; do
    part=$at/data
    [ $# -eq 1 ] || part=$at/data/$(basename "$target")
    if [ ! -e "$root$part" ]; then
      mkdir -p "$(dirname "$root$part")" "$root$target"
      cp -a "$root$target" "$root$part"
    fi
    mkdir -p "$root$target"
    echo "$part $target none bind,nofail,x-systemd.requires-mounts-for=$at 0 0" >>"$root/etc/fstab"
    mount "$root$target"
  done
}
# purpose device|purpose device
for disk in $(setting disks | tr ' |' '= '); do
  device=\${disk#*=}
  case \${disk%%=*} in
    volumes) mount_disk volumes "$device" /var/lib/local-path-provisioner /var/lib/longhorn ;;
    etcd) mount_disk etcd "$device" /var/lib/etcd ;;
    logs) mount_disk logs "$device" /var/log/pods ;;
    images)
      systemctl stop containerd.service
      mount_disk images "$device" /var/lib/containerd
      systemctl start containerd.service
      ;;
  esac
done
`;
