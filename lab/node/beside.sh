#!/bin/bash
# beside.sh: runs a program in the network of LAN_PID and nowhere else: what it listens on is not the machine's. What it writes to
# /etc and /var/lib lies in DATA, and its host has its name, as that of a pod has.
. "$(dirname "$0")/enter.sh"
if [ "${1:-}" = inside ]; then
  shift
  hostname "$NAME"
  mount --make-rprivate /
  mkdir -p "$DATA"/{etc,etc-work,lib}
  mount -t overlay -o "lowerdir=/etc,upperdir=$DATA/etc,workdir=$DATA/etc-work" etc /etc
  mount --bind "$DATA/lib" /var/lib
  exec "$@"
fi
enter_group "$GROUP"
exec nsenter --net="/proc/$(cat "$LAN_PID")/ns/net" unshare -m -u -p --fork --mount-proc --kill-child bash "$0" inside "$@"
