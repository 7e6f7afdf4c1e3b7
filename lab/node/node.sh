#!/bin/bash
# node.sh: a node in namespaces that end with this process, at the network of LAN_PID. NAME, ADDRESS (with its prefix length), GATEWAY,
# LINK (its port at the bridge) and PODS (its range) are its own; DATA has its files: `etc` lies over /etc, `local` over /usr/local,
# `lib` is /var/lib and outlives it, and run.sh starts its programs.
. "$(dirname "$0")/enter.sh"

# Its end of a cable to the bridge of the network, in a namespace of its own.
plug_in() {
  local try
  # A node that was killed leaves its port to the kernel, which takes it away a little later.
  for try in $(seq 50); do
    ip link del "$LINK" 2>/dev/null || true
    ip link add "$LINK" type veth peer name eth0 2>/dev/null && break
    sleep 0.1
  done
  ip link set "$LINK" master lan0 up
  ip route replace "$PODS" via "${ADDRESS%/*}"
  ip netns add own
  ip link set eth0 netns own
}

# What would change the machine lies over or instead of the machine's own.
own_files() {
  local each file
  mkdir -p "$DATA"/{etc,etc-work,local,local-work,lib,sysctl}
  mount -t overlay -o "lowerdir=/etc,upperdir=$DATA/etc,workdir=$DATA/etc-work" etc /etc
  mount -t overlay -o "lowerdir=/usr/local,upperdir=$DATA/local,workdir=$DATA/local-work" local /usr/local
  mount --bind "$DATA/lib" /var/lib
  mount -t tmpfs log /var/log
  # A kubelet sets what belongs to the whole machine, so it gets files to write to.
  for each in vm/overcommit_memory=1 vm/panic_on_oom=0 kernel/panic=10 kernel/panic_on_oops=1 \
    kernel/keys/root_maxkeys=1000000 kernel/keys/root_maxbytes=25000000; do
    file=$DATA/sysctl/$(echo "${each%=*}" | tr / _)
    echo "${each#*=}" >"$file"
    mount --bind "$file" "/proc/sys/${each%=*}"
  done
}

case "${1:-}" in
"")
  enter_group "$GROUP"
  exec nsenter --net="/proc/$(cat "$LAN_PID")/ns/net" unshare -m -u -i -p -C --fork --mount-proc --kill-child bash "$0" joined
  ;;
joined)
  mount --make-rprivate /
  mount -t tmpfs run /run
  plug_in
  exec nsenter --net=/run/netns/own bash "$0" alone
  ;;
alone)
  own_mounts
  hostname "$NAME"
  own_files
  ip link set lo up
  ip addr add "$ADDRESS" dev eth0
  ip link set eth0 up
  ip route add default via "${GATEWAY%/*}"
  echo 1 >/proc/sys/net/ipv4/ip_forward
  mount --make-rshared /
  exec bash "$DATA/run.sh"
  ;;
esac
