/** What a Kairos server runs before and during the upgrade of its OS, from inside the new image. */

/**
 * `HOST_DIR` is the server's own root (kairos-operator v0.1.3, internal/controller/nodeop_controller.go). The version is
 * what upstream compares, of Kairos and of the Kubernetes in it. IMAGE_DIR, TERMINATION_LOG and BOOT_ID are for tests.
 */
const RELEASES = `set -eu
kubectl() { k3s kubectl "$@"; }
release() {
  file=$1/etc/kairos-release
  [ -f "$file" ] || file=$1/etc/os-release
  (set +u; . "$file"; echo "$KAIROS_VERSION-$KAIROS_SOFTWARE_VERSION_PREFIX$KAIROS_SOFTWARE_VERSION")
}
target=$(release "\${IMAGE_DIR:-}")
current=$(release "$HOST_DIR")
`;

/**
 * Ends the preflight of a server. A text in /dev/termination-log says that there is nothing to do; otherwise it waits
 * until the cluster can spare the server: every control plane is Ready, and no volume of Longhorn is without a copy that
 * it should have. A site of one server waits for nobody.
 */
export const PREFLIGHT_SCRIPT = `${RELEASES}if [ "$current" = "$target" ]; then
  echo "runs $target already" >"\${TERMINATION_LOG:-/dev/termination-log}"
  exit 0
fi
ready() {
  conditions=$(kubectl get nodes --selector=node-role.kubernetes.io/control-plane \\
    --output=jsonpath='{range .items[*]}{.status.conditions[?(@.type=="Ready")].status}{"\\n"}{end}') || return 1
  [ -n "$conditions" ] && ! echo "$conditions" | grep -qv '^True$'
}
complete() {
  volumes=$(kubectl get volumes.longhorn.io --all-namespaces \\
    --output=jsonpath='{range .items[*]}{.status.robustness}{"\\n"}{end}' 2>&1) || {
    case "$volumes" in *"the server doesn't have a resource type"*) return 0 ;; esac
    return 1
  }
  ! echo "$volumes" | grep -qE '^(degraded|faulted)$'
}
spare() {
  nodes=$(kubectl get nodes --output=name) || return 1
  [ "$(echo "$nodes" | wc -l)" -eq 1 ] || { ready && complete; }
}
until spare; do
  echo "waits: a control plane is not Ready, or a volume lacks a copy"
  sleep 15
done
`;

/**
 * The upgrade of a server. Pods are evicted, so that budgets and Longhorn have a say; not where there is no other server.
 * The Job counts as done when the server has booted into the new image, and not before: a reboot ends this try, and the
 * next one looks. A server that came back with the old image, as Kairos does when the new one does not boot, fails.
 *
 * Mounts and flags of kairos-agent are those of kairos-operator's own upgrade (nodeopupgrade_controller.go).
 */
export const UPGRADE_SCRIPT = `${RELEASES}tries="$HOST_DIR/usr/local/.flotilla-os-upgrade"
boot=$(cat "\${BOOT_ID:-/proc/sys/kernel/random/boot_id}")
# A pod is called like its Job and five characters more.
job=\${HOSTNAME%?????}
if [ "$current" = "$target" ]; then
  rm -f "$tries"
  exit 0
fi
if [ -f "$tries" ]; then
  read -r tried since <"$tries"
  if [ "$tried" = "$job" ] && [ "$since" != "$boot" ]; then
    echo "booted into $current instead of $target" >&2
    exit 1
  fi
fi
if [ "$(kubectl get nodes --output=name | wc -l)" -gt 1 ]; then
  node=$(kubectl get pod "$HOSTNAME" --output=jsonpath='{.spec.nodeName}')
  kubectl drain "$node" --ignore-daemonsets --delete-emptydir-data --force --timeout=30m \\
    --pod-selector='!batch.kubernetes.io/job-name'
fi
mount --rbind "$HOST_DIR/dev" /dev
mount --rbind "$HOST_DIR/run" /run
kairos-agent upgrade --source dir:/ --exclude-path /etc/hostname --exclude-path /etc/hosts
echo "$job $boot" >"$tries"
sync
SYSTEMD_IGNORE_CHROOT=1 chroot "$HOST_DIR" systemctl reboot
sleep 900
echo "did not reboot" >&2
exit 1
`;

/** What the account of the scripts must be allowed to do. */
export const UPGRADE_ACCESS = [
  { apiGroups: [""], resources: ["nodes"], verbs: ["get", "list"] },
  { apiGroups: [""], resources: ["pods"], verbs: ["get", "list"] },
  // Without an API for evictions kubectl would delete.
  { apiGroups: [""], resources: ["pods/eviction"], verbs: ["create"] },
  { apiGroups: ["apps"], resources: ["daemonsets"], verbs: ["get"] },
  { apiGroups: ["longhorn.io"], resources: ["volumes"], verbs: ["list"] },
];
