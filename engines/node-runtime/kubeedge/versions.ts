/** Versions of KubeEdge at one parent: that of CloudCore, and which servers it takes along. */

import type { KubeEdgeProvisioner } from "../../../model/provisioner.ts";
import { isNewer, minorsAhead, parseVersion } from "../../../model/version.ts";

/** What EdgeCore takes for a version (KubeEdge v1.23 pkg/util/validation): anything else it leaves alone, without a rollback. */
const VERSION = /^v\d+\.\d+\.\d+(-[a-zA-Z0-9_.]+)*$/;

/**
 * The settings by which CloudCore is made: those that upgrade from the version of the others. CloudCore is upgraded before its
 * servers, so the newer ones serve both.
 */
export function leading<S extends KubeEdgeProvisioner>(all: readonly [S, ...S[]]): S {
  const upgrading = all.filter(({ upgradesFrom }) => all.some(({ version }) => version === upgradesFrom));
  return (
    upgrading.reduce<S | undefined>((newest, each) => (newest && !isAhead(each, newest) ? newest : each), undefined) ??
    all[0]
  );
}

function isAhead(a: KubeEdgeProvisioner, b: KubeEdgeProvisioner): boolean {
  const [own, other] = [parseVersion(a.version), parseVersion(b.version)];
  return own !== undefined && other !== undefined && isNewer(own, other);
}

/** Why servers cannot go from the one version to the other; undefined: they can. */
export function stepFault({ version, upgradesFrom }: KubeEdgeProvisioner): string | undefined {
  const malformed = [version, upgradesFrom].find((each) => each !== undefined && !VERSION.test(each));
  if (malformed !== undefined) return `the version ${malformed} is none that EdgeCore takes, like v1.23.1`;
  const [to, from] = [parseVersion(version), parseVersion(upgradesFrom ?? "")];
  if (!to || !from) return undefined;
  const minors = minorsAhead(to, from);
  if (minors > 1) return `it leaves out ${minors === 2 ? "a minor version" : `${minors - 1} minor versions`}`;
  return isNewer(to, from) ? undefined : "it goes back, or nowhere";
}
