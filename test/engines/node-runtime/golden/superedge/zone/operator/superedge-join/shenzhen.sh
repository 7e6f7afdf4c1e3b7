#!/bin/sh
# Joins the servers of zone shenzhen to the hub with kubeadm and kubelet v1.32.11 and SuperEdge v0.9.0.
# In a clone of this repository, as somebody who may make join tokens on the hub: sh operator/superedge-join/shenzhen.sh [SERVER]...
# It reads nodes there, too, and may run again at any time: what broke off goes on where it was.
set -eu
cd "$(dirname "$0")/../.."
ssh_to() { ssh -n -i /etc/flotilla/ssh/id_ed25519 -o BatchMode=yes -o StrictHostKeyChecking=yes "root@$1" "$2"; }
put() { ssh -i /etc/flotilla/ssh/id_ed25519 -o BatchMode=yes -o StrictHostKeyChecking=yes "root@$1" "umask 077; mkdir -p $(dirname "$2"); cat > $2"; }
wanted=" $* "
failed=""
TOKEN=$(kubeadm token create --ttl 1h)
CA_HASH="sha256:$(kubectl config view --raw --minify --flatten -o jsonpath='{.clusters[0].cluster.certificate-authority-data}' | base64 -d | openssl x509 -pubkey -noout | openssl pkey -pubin -outform der | openssl dgst -sha256 -hex | sed 's/^.* //')"
export TOKEN CA_HASH
join() {
  if [ "$wanted" != "  " ]; then case "$wanted" in *" $1 "*) ;; *) return 0 ;; esac; fi
  if ssh_to "$2" "grep -qs 'server: https://127.0.0.1:51003' /etc/kubernetes/kubelet.conf"; then echo "$1: has joined"; return 0; fi
  if ssh_to "$2" "test -e /etc/kubernetes/kubelet.conf" && ! kubectl get node "$1" >/dev/null 2>&1; then
    echo "$1: belongs to another cluster, or its node was deleted: run kubeadm reset on it first" >&2
    failed="$failed $1"
    return 0
  fi
  echo "$1: joins"
  {
    ssh_to "$2" "test \"\$(kubelet --version)\" = 'Kubernetes v1.32.11' && { test -e /etc/kubernetes/kubelet.conf || test ! -e /etc/kubernetes/pki/ca.crt || kubeadm reset --force; } && mkdir -p /etc/kubernetes/edge /etc/kubernetes/manifests" &&
    ssh_to "$2" "test -e /etc/kubernetes/edge/lite-apiserver.key || openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 3650 -subj /CN=lite-apiserver -addext subjectAltName=IP:127.0.0.1 -keyout /etc/kubernetes/edge/lite-apiserver.key -out /etc/kubernetes/edge/lite-apiserver.crt" &&
    envsubst '$TOKEN $CA_HASH' < "$3superedge-join.yaml" | put "$2" /run/flotilla/superedge-join.yaml &&
    put "$2" /etc/kubernetes/edge/tls.json < "$3lite-apiserver-tls.json" &&
    ssh_to "$2" "test -e /etc/kubernetes/kubelet.conf || kubeadm join --config /run/flotilla/superedge-join.yaml; code=\$?; rm -f /run/flotilla/superedge-join.yaml; exit \$code" &&
    put "$2" /etc/kubernetes/manifests/lite-apiserver.yaml < "$3lite-apiserver.yaml" &&
    ssh_to "$2" "i=0; until curl -sk -o /dev/null https://127.0.0.1:51003/healthz; do i=\$((i+1)); test \$i -lt 60 || exit 1; sleep 5; done; kubectl --kubeconfig=/etc/kubernetes/kubelet.conf config set-cluster \$(kubectl --kubeconfig=/etc/kubernetes/kubelet.conf config view -o jsonpath='{.clusters[0].name}') --server=https://127.0.0.1:51003 --certificate-authority=/etc/kubernetes/edge/lite-apiserver.crt --embed-certs=true && systemctl restart kubelet"
  } || failed="$failed $1"
}
join sz-nanshan-01-a 10.44.12.11 hosts/4c4c4544-0051-3110-8052-b4c04f4e3330/
join sz-nanshan-01-b 10.44.12.12 hosts/4c4c4544-0051-3110-8052-b4c04f4e3331/
if [ -n "$failed" ]; then echo "failed:$failed" >&2; exit 1; fi
