import { sourceAt } from "../../model/source.ts";
import type { FleetRule } from "../rule.ts";

export const checkedSignatures: FleetRule = {
  id: "FLT-SEC-056",
  scope: "fleet",
  severity: "error",
  title: "Clusters ask for the signatures that the fleet asks for",
  help: "`artifacts.keys` says that clusters take nothing which none of these keys has signed. Argo CD checks no signatures of artifacts: there whoever may push to the registry decides what runs, whatever the keys say. Flux checks them, and out of Git both take what the Git server lets in. An exemption says that the registry's own rights are enough for a region; artifacts are signed all the same, so that whoever mirrors them can check.",
  bad: `# sites/fleet.yaml
artifacts:
  url: oci://registry.panji.example/fleet
  keys:
    - |
      -----BEGIN PUBLIC KEY-----
      MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE79WGyMatBpmGEv23ODkb+K7pxPIy
      xvMVbGNIeAfWDiZpIuC4xyYuoUC5O0nlh3TpQWeIpd4hNPcXN7d/Eo2GeA==
      -----END PUBLIC KEY-----
---
# sites/guangdong/region.yaml
delivery: { engine: argocd, source: oci }
`,
  good: `# sites/fleet.yaml
artifacts:
  url: oci://registry.panji.example/fleet
---
# sites/guangdong/region.yaml
delivery: { engine: argocd, source: oci }
`,
  check(fleet, { engines }) {
    const { artifacts } = fleet.spec;
    if (typeof artifacts !== "object" || artifacts.keys === undefined) return [];
    const unchecked = [fleet.centre, ...fleet.regions].filter(
      ({ delivery, deliverySource }) => deliverySource === "oci" && !engines.checksSignatures(delivery),
    );
    return unchecked.map((place) => ({
      message: `artifacts.keys of the fleet, and ${place.delivery} takes artifacts whoever has signed them, expected an engine that checks signatures`,
      subject: place.path,
      at: sourceAt(place.spec.delivery === undefined ? fleet.source : place.source, "delivery"),
      hint: "deliver it by Flux or out of Git, or exempt it where the registry's own rights are enough: whoever may push there decides what runs",
    }));
  },
};
