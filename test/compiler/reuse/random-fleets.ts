/** Fleets as they follow one another, most of them sound, with a few edits that somebody is told of. */

import fc from "fast-check";
import type { FleetTexts } from "../../evolution/fleet.ts";
import { soundFleets } from "../../faults/fuzz/sound-fleets.ts";

type Edit = readonly [path: string, edit: (text: string) => string];

const PRIVILEGED = `apiVersion: v1
kind: Pod
metadata: { name: probe, namespace: probes }
spec:
  containers:
    - name: probe
      image: registry.panji.example/probe:1.2.3@sha256:${"b2".repeat(32)}
      securityContext: { privileged: true }
`;

const zones = ["sites/guangdong/shenzhen.yaml", "sites/guangdong/dongguan.yaml", "sites/hunan/changsha.yaml"];
const ofZone = fc.tuple(
  fc.constantFrom(...zones),
  fc.constantFrom<Edit[1]>(
    (text) => text.replace(/storage: \w+/, "storage: 321Gi"),
    (text) => text.replace(/state: active/, "state: held"),
    (text) => text.replace(/state: active/, "state: planned"),
    (text) => text.replace(/state: active/, "state: retired"),
    (text) => text.replace(/edge-k3s@[\d.]+/, "edge-k3s@1.0.0"),
    (text) => text.replace(/edge-metal@[\d.]+/, "edge-metal@1.0.0"),
    (text) => text.replace(/arch: arm64/, "arch: amd64"),
    (text) => text.replace(/(\n {2,4})kind: cluster/, "$1manifests: manifests/probe$1kind: cluster"),
    (text) => text.replace(/customer: metro/, "customer: nobody"),
  ),
);
const ofAll = fc.constantFrom<Edit>(
  ["sites/fleet.yaml", (text) => text.replace("registry.panji.example]", "registry.panji.example, mirror.example]")],
  ["sites/fleet.yaml", (text) => text.replace(/parameters: \{\}/, "parameters: { metricsRetention: 12h }")],
  ["sites/hunan/region.yaml", (text) => text.replace(/Asia\/Shanghai/, "Asia/Urumqi")],
);

/** Texts by path. */
export const randomFleets: fc.Arbitrary<FleetTexts> = fc
  .record({ texts: soundFleets, edits: fc.array(fc.oneof({ weight: 4, arbitrary: ofZone }, ofAll), { maxLength: 3 }) })
  .map(({ texts, edits }) => {
    const all: FleetTexts = { ...texts };
    for (const [path, edit] of edits) if (all[path] !== undefined) all[path] = edit(all[path]);
    // A folder that no site names is a fault.
    const isNamed = Object.values(all).some((text) => text.includes("manifests/probe"));
    return isNamed ? { ...all, "sites/manifests/probe/pod.yaml": PRIVILEGED } : all;
  });
