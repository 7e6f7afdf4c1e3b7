import { isNewer, parseVersion } from "../../model/version.ts";
import { usedProfiles } from "../prf/used-profiles.ts";
import type { FleetRule } from "../rule.ts";

export const knownVulnerabilities: FleetRule = {
  id: "FLT-SEC-019",
  scope: "fleet",
  severity: "error",
  title: "No profile runs a version with published holes",
  help: "The version of a node runtime that a profile pins is older than the one that fixed holes by which somebody else can run commands on the servers of a site. Release the profile with the newer version and move the sites to it.",
  bad: `# profiles/edge-kubeedge/1.0.0.ts
profile: edge-kubeedge@1.0.0
provisioner: { engine: kubeedge, version: v1.23.0 }
---
# sites/guangdong/shenzhen.yaml
zone: shenzhen
sites: [{ name: sz-nanshan-01, kind: nodes, profile: edge-kubeedge@1.0.0 }]
`,
  good: `# profiles/edge-kubeedge/1.0.0.ts
profile: edge-kubeedge@1.0.0
provisioner: { engine: kubeedge, version: v1.23.1 }
---
# sites/guangdong/shenzhen.yaml
zone: shenzhen
sites: [{ name: sz-nanshan-01, kind: nodes, profile: edge-kubeedge@1.0.0 }]
`,
  check(fleet, context) {
    return usedProfiles(fleet, context).flatMap((profile) => {
      const runtime = context.engines.runtime(profile.provisioner);
      const safe = runtime?.fixedVersion;
      if (!safe || !isOlder(runtime.version, safe.version)) return [];
      return [
        {
          message: `profile ${profile.reference} runs ${safe.name} v${runtime.version}, expected at least ${safe.version}: ${safe.why}`,
          hint: `release the profile with ${safe.name} ${safe.version} and move its sites to it`,
        },
      ];
    });
  },
};

function isOlder(found: string, version: string): boolean {
  const [own, safe] = [parseVersion(found), parseVersion(version)];
  return own !== undefined && safe !== undefined && isNewer(safe, own);
}
