#!/bin/sh
# Joins the servers of the zone that are no nodes yet, or those named: sh operator/openyurt-join/<zone>.sh [server ...]
# Run it at the root of the repository, with KUBECONFIG of the cluster that they join. Each server has its system, containerd,
# kubelet and kubeadm already, and its key is known: ssh asks nobody. Nodes get the rights that YurtHub on them needs.
set -eu

kubectl apply --server-side -f operator/openyurt-join/rights.yaml

JOIN_TOKEN="$(kubeadm token create --ttl 1h --description flotilla)"
JOIN_CA_HASH="sha256:$(kubectl config view --raw --minify --flatten -o jsonpath='{.clusters[0].cluster.certificate-authority-data}' | base64 -d | openssl x509 -pubkey -noout | openssl pkey -pubin -outform der | openssl dgst -sha256 -hex | sed 's/^.* //')"
export JOIN_TOKEN JOIN_CA_HASH
only="$*"

# join <name> <address> <file>
join() {
  case " $only " in "  " | *" $1 "*) ;; *) return 0 ;; esac
  if kubectl get node "$1" >/dev/null 2>&1; then
    echo "$1 is a node already"
  else
    envsubst '$JOIN_TOKEN $JOIN_CA_HASH' <"$3" | ssh -o BatchMode=yes -o StrictHostKeyChecking=yes "root@$2" '
      set -eu
      umask 077
      mkdir -p /etc/systemd/system/yurthub.service.d
      printf "[Service]\nEnvironment=\"YURTHUB_EXTRA_ARGS=--v=2 --enable-dummy-if=false\"\n" \
        >/etc/systemd/system/yurthub.service.d/20-flotilla.conf
      trap "rm -f /run/kubeadm-join.yaml" EXIT
      cat >/run/kubeadm-join.yaml
      test -e /etc/kubernetes/kubelet.conf || test ! -e /etc/kubernetes/pki/ca.crt || kubeadm reset --force
      kubeadm join --config /run/kubeadm-join.yaml'
  fi
  kubectl wait "node/$1" --for='jsonpath={.metadata.labels.openyurt\.io/is-edge-worker}=true' --timeout=10m
}

join sz-nanshan-01-a 10.44.12.11 hosts/4c4c4544-0051-3110-8052-b4c04f4e3330/kubeadm-join.yaml
join sz-nanshan-01-b 10.44.12.12 hosts/4c4c4544-0051-3110-8052-b4c04f4e3331/kubeadm-join.yaml
