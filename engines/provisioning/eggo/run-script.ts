/** The script around eggo, in a Job and by hand. */

import { SSH_KEY } from "../../ssh-key.ts";
import { FILES, PACKAGES_FOLDER, STATE_FOLDER } from "./places.ts";

/**
 * Makes the cluster what its files say, and may run as often as one likes: it deploys where there is no cluster, joins servers
 * that are new, deletes those that are gone, and does nothing otherwise. `cleanup` as its argument takes the cluster away.
 *
 * What eggo leaves to its user (cmd/*.go and pkg/clusterdeployment at cb51e25):
 * - It knows its clusters by its own folder alone. A `deploy` from another machine meets a living cluster, fails, and as its
 *   rollback takes all servers of that cluster apart. So nothing is deployed while anything answers at the API's address or a
 *   server has a Kubernetes already.
 * - A `deploy` or `join` of which some servers failed ends with 0; who is in the cluster stands in its own copy of the file.
 * - Before anything it connects to every server, so with one that is dead it neither joins nor deletes. Such a server is taken
 *   out of that copy here.
 * - A `deploy` that was killed leaves a folder that the next one takes for a cluster.
 * - It guards itself against a second eggo by the process id, which means nothing in another container.
 * - Control planes are tainted; a site of one to three servers has no others.
 *
 * ROOT is for tests.
 */
export const runScript = `#!/bin/sh
set -eu
umask 077
# A pod that is deleted in the middle of eggo's work lets it end.
trap '' TERM
root=\${ROOT:-}
here=$(cd "$(dirname "$0")" && pwd)
state=$root${STATE_FOLDER}
key=$root${SSH_KEY}
field() { sed -n "s/^$1: //p" "$here/${FILES.cluster}" | head -n 1 | tr -d '"'; }
id=$(field cluster-id)
user=$(field username)
endpoint=$(field apiserver-endpoint)
saved=$state/$id/deploy.yaml
deployed=$state/$id.deployed
agent=$state/$id.first-agent

say() { echo "$1" >&2; }
fail() {
  say "$1"
  exit 1
}
kube() { kubectl --kubeconfig "$state/$id/admin.conf" "$@"; }
on() {
  server=$1
  shift
  ssh -n -i "$key" -o BatchMode=yes -o ConnectTimeout=10 -o StrictHostKeyChecking=accept-new \\
    -o UserKnownHostsFile="$state/known_hosts" "$user@$server" "$@"
}
# Addresses of the servers that eggo has in the cluster.
members() {
  awk '/^[a-z]/ { part = $1 } (part == "masters:" || part == "workers:") && /^ +ip:/ { print $2 }' "$saved" |
    tr -d "\\"'" | sort -u
}
is_member() { members | grep -Fqx "$1"; }
wanted() { awk '{ print $2 }' "$here/${FILES.servers}" | sort -u; }
is_wanted() { wanted | grep -Fqx "$1"; }
node_at() {
  kube get nodes -o jsonpath='{range .items[*]}{.metadata.name}{" "}{.status.addresses[?(@.type=="InternalIP")].address}{"\\n"}{end}' |
    awk -v ip="$1" '$2 == ip { print $1 }'
}
# Takes a server out of eggo's copy of the file.
forget() {
  awk -v ip="$1" '
    function flush() { if (item != "" && !drop) printf "%s", item; item = ""; drop = 0 }
    /^ *- / { flush(); item = $0 "\\n"; next }
    item != "" && /^ / { item = item $0 "\\n"; text = $2; gsub(/["'"'"']/, "", text); if ($1 == "ip:" && text == ip) drop = 1; next }
    { flush(); print }
    END { flush() }' "$saved" >"$saved.new"
  mv "$saved.new" "$saved"
}

mkdir -p "$state" "$root${PACKAGES_FOLDER}"
exec 9>"$state/$id.lock"
flock 9

if [ "\${1:-}" = cleanup ]; then
  if [ -e "$saved" ]; then
    for ip in $(members); do
      on "$ip" true || { say "$ip does not answer: left as it is"; forget "$ip"; }
    done
    eggo -d cleanup --id "$id"
  else
    say "eggo knows no cluster $id here: nothing to clean up"
  fi
  rm -f "$deployed" "$agent"
  exit 0
fi

awk '/path:/ { path = $NF } /sha256:/ { sum = $NF } /url:/ { print sum, path, $NF }' "$here/${FILES.packages}" |
  tr -d '"' | while read -r sum path url; do
    file=$root$path
    if echo "$sum  $file" | sha256sum -c >/dev/null 2>&1; then continue; fi
    curl --fail --silent --show-error --location --output "$file.part" "$url"
    echo "$sum  $file.part" | sha256sum -c >/dev/null 2>&1 ||
      fail "$url has another SHA-256 than $sum: no server was touched"
    mv "$file.part" "$file"
  done

# Whether anything takes a connection there: an API server, or what is before it. No name, no way and no answer are none.
answers() {
  code=0
  curl --noproxy '*' --insecure --silent --output /dev/null --max-time 10 "https://$1/livez" || code=$?
  case "$code" in 6 | 7 | 28) return 1 ;; esac
}

# System, machine and remains of a cluster of the server at an address.
facts_of() {
  on "$1" '. /etc/os-release; machine=$(uname -m); cluster=none
    for f in /etc/kubernetes/admin.conf /etc/kubernetes/kubelet.kubeconfig /var/lib/kubelet/pki /var/lib/etcd/default.etcd; do
      [ ! -e "$f" ] || cluster=$f
    done
    echo "$ID $machine $cluster"'
}
# NAME IP ARCH: a server that eggo may begin with.
check_bare() {
  facts=$(facts_of "$2") ||
    fail "server $1 does not answer by SSH at $2 as $user: no server was touched"
  case "$3" in amd64) machine=x86_64 ;; *) machine=aarch64 ;; esac
  os=$(sed -n 's/^# os: //p' "$here/${FILES.servers}")
  [ "$facts" = "$os $machine none" ] ||
    fail "server $1 is '$facts', expected '$os $machine none' (system, machine, remains of a cluster): no server was touched"
}

if [ ! -e "$deployed" ]; then
  if [ -e "$state/$id" ]; then
    say "a first deploy of $id broke off: its remains are cleaned up"
    [ ! -e "$saved" ] || eggo -d cleanup --id "$id"
    rm -rf "\${state:?}/$id"
  elif answers "$endpoint"; then
    fail "something answers at $endpoint and eggo knows no cluster $id here: deploying would take a living cluster apart. Bring back $state of the machine that made it"
  fi
  grep -v '^#' "$here/${FILES.servers}" | while read -r name ip arch role identity; do check_bare "$name" "$ip" "$arch"; done
  eggo -d deploy -f "$here/${FILES.cluster}"
  [ -e "$saved" ] || fail "eggo deployed nothing: its own words are above"
  : >"$deployed"
fi

for ip in $(members); do
  is_wanted "$ip" && continue
  node=$(node_at "$ip")
  [ -z "$node" ] || kube drain "$node" --ignore-daemonsets --delete-emptydir-data --timeout=10m || true
  if on "$ip" true; then
    eggo -d delete --id "$id" "$ip"
  else
    say "$ip does not answer: taken out of the cluster. Its disk is left as it is: install its system anew before it is switched on again"
    [ -z "$node" ] || kube delete node "$node"
    forget "$ip"
  fi
  ! is_member "$ip" || fail "eggo deleted $ip and still has it"
done

lost=
while read -r name ip arch role identity; do
  [ "$name" != "#" ] || continue
  if is_member "$ip"; then
    case "$(facts_of "$ip" || true)" in *" none") ;; *) continue ;; esac
    # Another machine at the address of one that is gone.
    [ "$role" = worker ] || fail "control plane $name ($identity) has no Kubernetes: eggo makes none anew, bring the cluster back from its backup"
    say "worker $name is another machine ($identity): it joins in place of the old one"
    kube delete node "$name" --ignore-not-found
    forget "$ip"
  fi
  [ "$role" = worker ] || fail "control plane $name is not in the cluster: eggo's own words are above, and no worker stands in for it"
  (check_bare "$name" "$ip" "$arch") && eggo -d join --id "$id" --type worker --arch "$arch" --name "$name" --port 22 "$ip" </dev/null || true
  is_member "$ip" || lost="$lost $name"
done <"$here/${FILES.servers}"

for node in $(awk '$4 == "master" { print $1 }' "$here/${FILES.servers}"); do
  kube taint node "$node" node-role.kubernetes.io/master:NoSchedule- >/dev/null 2>&1 || true
done
if [ -e "$here/${FILES.nodes}" ]; then KUBECONFIG=$state/$id/admin.conf sh "$here/${FILES.nodes}"; fi

if [ ! -e "$agent" ]; then
  kube apply --server-side --field-manager=flotilla --filename "$here/${FILES.agent}"
  : >"$agent"
fi
[ -z "$lost" ] || fail "not in the cluster:$lost; eggo ends with 0 all the same, its own words are above"
say "cluster $id is what its file says"
`;
