import { describe, expect, it } from "vitest";
import { parseVersion } from "../../../model/version.ts";
import { evaluateFleet } from "../../../policies/evaluate.ts";
import { profileExists } from "../../../policies/prf/profile-exists.ts";
import { exampleFleet } from "../example-fleet.ts";
import { expectFindings, findings } from "../finding.ts";

const messages = (id: string, text: string) => findings(id, text).map(({ message }) => message);

describe("a pinned profile", () => {
  const hints = (text: string) => {
    const { fleet, context } = exampleFleet(text);
    return evaluateFleet([profileExists], fleet, context).map(({ hint }) => hint);
  };

  it("exists for the hub and for the centre too", () => {
    const text = `# sites/fleet.yaml
centre: { profile: center@1.0.0 }
---
# sites/guangdong/region.yaml
hub: { profile: region-hub@1.0.1 }
`;
    expectFindings("FLT-PRF-001", text, [
      {
        at: "sites/fleet.yaml centre.profile",
        subject: "panji/centre",
        message: "no profile center@1.0.0 for the centre, expected one of centre@1.0.0",
      },
      {
        at: "sites/guangdong/region.yaml hub.profile",
        subject: "panji/guangdong/hub",
        message: "no profile region-hub@1.0.1 for a hub, expected one of region-hub@1.0.0",
      },
    ]);
    expect(hints(text)).toEqual(["did you mean centre@1.0.0?", "did you mean region-hub@1.0.0?"]);
  });

  it("of a hub is not one for a site", () => {
    const text = "# sites/guangdong/shenzhen.yaml\nsites: [{ name: a, profile: region-hub@1.0.0 }]\n";
    expect(hints(text)).toEqual(["that profile is made for hubs"]);
  });
});

describe("the lock of profiles", () => {
  it("holds every version that something live pins", () => {
    expect(messages("FLT-PRF-002", "# profiles/lock.json\nedge-k3s@1.0.0: null\n")).toEqual([
      "profile edge-k3s@1.0.0 is a draft, which is not in profiles/lock.json, expected a released version in what is live",
    ]);
  });

  it("leaves out drafts, which planned and shipped sites may pin", () => {
    const files = (state: string) =>
      `# profiles/lock.json\nedge-k3s@1.0.0: null\n---\n# sites/guangdong/shenzhen.yaml\nsites: [{ name: a, state: ${state} }]\n`;
    expect(["planned", "shipped"].flatMap((state) => findings("FLT-PRF-002", files(state)))).toEqual([]);
    expect(["active", "held", "offline"].map((state) => findings("FLT-PRF-002", files(state)).length)).toEqual([
      1, 1, 1,
    ]);
  });

  it("may hold versions that are gone", () => {
    expect(findings("FLT-PRF-002", "# profiles/lock.json\nedge-k3s@0.9.0: ffffff\n")).toEqual([]);
  });
});

describe("the layers of a profile", () => {
  const profile = (lines: string) => `# profiles/edge-k3s/1.0.0.ts\nprofile: edge-k3s@1.0.0\n${lines}\n`;

  it("need neither network nor storage where somebody else made the cluster", () => {
    expect(findings("FLT-PRF-003", profile("provisioner: { engine: existing }\nlayers: []"))).toEqual([]);
    expect(messages("FLT-PRF-003", profile("layers: []"))).toEqual([
      "profile edge-k3s@1.0.0 has no cni layer",
      "profile edge-k3s@1.0.0 has no csi layer",
    ]);
  });

  it("have names of their own", () => {
    const layers = "layers: [{ name: a, category: cni }, { name: a, category: csi }, { name: b, category: csi }]";
    expect(messages("FLT-PRF-004", profile(layers))).toEqual(["profile edge-k3s@1.0.0 has two layers named a"]);
  });

  it("are looked at only in profiles that somebody pins", () => {
    const unused = "# profiles/other/1.0.0.ts\nprofile: edge-k3s@2.0.0\nlayers: []\n";
    expect(findings("FLT-PRF-003", unused)).toEqual([]);
  });
});

describe("the Kubernetes version of nodes", () => {
  const text = (hub: string, kubelet: string, engine = "v1.23.1") => `# profiles/region-hub/1.0.0.ts
profile: region-hub@1.0.0
kubernetes: { distribution: kubeadm, version: ${hub} }
---
# profiles/edge-kubeedge/1.0.0.ts
profile: edge-kubeedge@1.0.0
kubernetes: { distribution: kubeedge, version: ${kubelet} }
provisioner: { engine: kubeedge, version: ${engine} }
---
# sites/guangdong/shenzhen.yaml
sites: [{ name: a, kind: nodes }]
`;
  it.each([
    ["1.32.9", "1.32.9"],
    ["1.32.9", "1.29.0"],
    ["v1.30.4+k3s1", "1.30.0"],
  ])("with a hub of %s may be %s", (hub, kubelet) => {
    expect(findings("FLT-PRF-005", text(hub, kubelet))).toEqual([]);
  });

  it("is neither ahead of the hub nor more than three minor versions behind", () => {
    expect(findings("FLT-PRF-005", text("1.31.0", "1.32.0"))).toHaveLength(1);
    expect(findings("FLT-PRF-005", text("1.32.0", "1.28.0"))).toHaveLength(1);
  });

  it("is one that KubeEdge works with", () => {
    expect(messages("FLT-PRF-005", text("1.33.1", "1.31.4"))).toEqual([
      "KubeEdge v1.23.1 does not work with the hub's Kubernetes 1.33.1, expected 1.30 to 1.32",
    ]);
    expect(findings("FLT-PRF-005", text("1.33.1", "1.31.4", "v1.24.0"))).toEqual([]);
  });

  // The Kubernetes that does not fit was called the hub's, which had nothing to do with it.
  it("is told of the centre where that is the parent", () => {
    const centre = text("1.31.0", "1.31.4")
      .replace("profiles/region-hub/1.0.0.ts\nprofile: region-hub", "profiles/centre/1.0.0.ts\nprofile: centre")
      .replace("kind: nodes", "kind: nodes, parent: centre");
    expect(messages("FLT-PRF-005", centre)).toEqual([]);
    expect(messages("FLT-PRF-005", centre.replace("1.31.0", "1.33.1"))).toEqual([
      "KubeEdge v1.23.1 does not work with the centre's Kubernetes 1.33.1, expected 1.30 to 1.32",
    ]);
  });
});

describe("a version", () => {
  it.each([
    ["v1.32.9+k3s1", 32, 9],
    ["1.30", 30, 0],
    ["v1.23.1", 23, 1],
  ])("%s is read in its parts", (text, minor, patch) => {
    expect(parseVersion(text)).toEqual({ major: 1, minor, patch });
  });

  it.each(["latest", "1", "1.x", "v1.2.3.4"])("is not %s", (text) => {
    expect(parseVersion(text)).toBeUndefined();
  });
});

it("a runtime with published holes is told whatever its minor version, and a newer one is not", () => {
  const text = (version: string) =>
    `# profiles/edge-kubeedge/1.0.0.ts\nprofile: edge-kubeedge@1.0.0\nprovisioner: { engine: kubeedge, version: ${version} }\n---\n# sites/guangdong/shenzhen.yaml\nsites: [{ name: a, kind: nodes }]\n`;
  expect(
    ["v1.22.9", "v1.23.0", "v1.23.1", "v1.24.0"].map((each) => findings("FLT-SEC-019", text(each)).length),
  ).toEqual([1, 1, 0, 0]);
});
