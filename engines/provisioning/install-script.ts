/** The script that a new cluster's first Job runs. */

import type { HelmRelease } from "../../model/manifest.ts";

/** Where the script finds the files of its ConfigMaps. */
export const SCRIPT_FOLDER = "/first-agent";

/** Objects without which no other server finds the cluster; not every cluster needs any. */
export const ADDRESS_FILE = "address.yaml";

/** Name of the file with a chart's values; numbered, so that two releases of one name stay apart. */
export function valuesFile(release: HelmRelease, index: number): string {
  return `values-${index}-${release.name}.yaml`;
}

/**
 * The shell script that installs what holds the address of the cluster, then the charts, then the objects.
 *
 * A release that exists belongs to the cluster's own agent and is left alone, however old this script
 * is: it must never take a network or an agent back to the version of its birth. Only a first
 * installation that did not end is removed and begun again, since Helm refuses to install over it; that
 * takes the word of Helm, so an API server that does not answer ends the script instead. The same holds
 * for objects: where all of them are there, none is applied. The last act gives away the account's rights.
 *
 * @param binding ClusterRoleBinding of the account that runs the script
 */
export function installScript(charts: readonly HelmRelease[], binding: string): string {
  return `set -eu
install_chart() {
  release=$(helm list --deployed --failed --pending --namespace "$2" --filter "^$1$" --output json)
  case "$release" in
    *'"revision":"1"'*'"status":"pending-install"'* | *'"revision":"1"'*'"status":"failed"'*)
      helm uninstall "$1" --namespace "$2" --wait ;;
    *'"name"'*) return 0 ;;
  esac
  helm install "$1" "$3" --version "$4" --namespace "$2" --create-namespace --values "${SCRIPT_FOLDER}/$5"
}
apply_absent() {
  if ! kubectl get --filename "$1" >/dev/null 2>&1; then
    until kubectl apply --server-side --field-manager=flotilla --filename "$1"; do sleep 10; done
  fi
}
if [ -e ${SCRIPT_FOLDER}/${ADDRESS_FILE} ]; then apply_absent ${SCRIPT_FOLDER}/${ADDRESS_FILE}; fi
${charts.map((chart, index) => `${installLine(chart, index)}\n`).join("")}apply_absent ${SCRIPT_FOLDER}/objects.yaml
kubectl delete clusterrolebinding ${binding} --ignore-not-found
`;
}

function installLine(release: HelmRelease, index: number): string {
  const { name, namespace, source } = release;
  if (source.kind !== "oci") {
    throw new Error(
      `chart ${name} comes from the Git repository ${source.url}; before a cluster has an agent, charts come from an OCI registry only: push the chart there`,
    );
  }
  return `install_chart ${name} ${namespace} ${source.url} ${source.version} ${valuesFile(release, index)}`;
}
