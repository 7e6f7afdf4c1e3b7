#!/bin/bash
# lan.sh: the network of a site, in a namespace that ends with this process: a bridge with the address GATEWAY (with its prefix
# length), and relays from there to sockets outside. LAN_PID gets the id by which nodes find the namespace.
. "$(dirname "$0")/enter.sh"
if [ "${1:-}" = inside ]; then
  shift
  ip link set lo up
  ip link add lan0 type bridge
  ip addr add "$GATEWAY" dev lan0
  ip link set lan0 up
  echo 1 >/proc/sys/net/ipv4/ip_forward
  exec "$NODE" "$(dirname "$0")/relay.ts" "$@"
fi
enter_group "$GROUP"
echo $$ >"$LAN_PID"
exec unshare -n -p --fork --kill-child bash "$0" inside "$@"
