import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { ByHandItem, FieldRow } from "../../compiler/plan/by-hand.ts";
import { fleetOnDisk, smallFleet } from "../fleet-on-disk.ts";
import { commitFirst } from "../git/fixture.ts";
import { flotilla } from "./run.ts";

const zoneFile = "sites/guangdong/shenzhen.yaml";
const regionFile = "sites/guangdong/region.yaml";
const files = smallFleet() as Readonly<Record<string, string>>;
const worker = `      - name: sz-nanshan-01-b
        machineId: 4c4c4544-0051-3110-8052-b4c04f4e3339
        arch: arm64
        role: worker
        address: 10.44.12.12
        mac: "02:44:0c:00:00:09"
        disk: /dev/disk/by-id/nvme-a
`;
const withWorker = (text = files[zoneFile] ?? "") => text + worker;

/** What diff prints of the step from the small fleet with a worker to the given files. */
function diffTo(change: Readonly<Record<string, string>>) {
  const fleet = fleetOnDisk({ [zoneFile]: withWorker() });
  commitFirst(fleet);
  for (const [path, text] of Object.entries(change)) writeFileSync(join(fleet, path), text);
  const diff = (format: string) => flotilla(["diff", "--fleet", fleet, "--base", "main", "--format", format]).stdout;
  const { byHand, fields } = JSON.parse(diff("json")) as {
    readonly byHand: readonly ByHandItem[];
    readonly fields: readonly FieldRow[];
  };
  return { byHand, fields, text: diff("text"), markdown: diff("markdown") };
}

describe("What must be done by hand is a checklist of diff:", () => {
  test("a replaced server needs the node of the old one gone before it joins", () => {
    const { byHand, fields, text, markdown } = diffTo({ [zoneFile]: withWorker().replace("4e3339", "4e3340") });
    const construct = "panji/guangdong/shenzhen/sz-nanshan-01";
    expect(byHand).toEqual([
      {
        construct,
        when: "before publishing",
        at: "cluster sz-nanshan-01",
        what: expect.stringContaining("Delete the node of the old server sz-nanshan-01-b"),
        command: "kubectl delete node sz-nanshan-01-b",
      },
      {
        construct,
        when: "after publishing",
        at: "server sz-nanshan-01-b",
        what: expect.stringContaining("Install it"),
      },
    ]);
    expect(fields).toMatchObject([
      { construct, field: "hosts.sz-nanshan-01-b.machineId", mayChange: true, effect: "reinstalls" },
    ]);
    expect(text).toContain(
      "By hand, in this order\n  before publishing\n  [ ] cluster sz-nanshan-01: Delete the node of the old server sz-nanshan-01-b; K3s gives up its place in etcd and its password with it\n        kubectl delete node sz-nanshan-01-b\n  after publishing\n  [ ] server",
    );
    expect(markdown).toContain("#### By hand");
    expect(markdown).toContain("  ```sh\n  kubectl delete node sz-nanshan-01-b\n  ```");
  });

  test("a server that goes is drained, switched off and deleted, in this order", () => {
    const { byHand } = diffTo({ [zoneFile]: files[zoneFile] ?? "" });
    expect(byHand.map(({ when, command }) => [when, command])).toEqual([
      ["before publishing", "kubectl drain sz-nanshan-01-b --ignore-daemonsets --delete-emptydir-data"],
      ["after publishing", undefined],
      ["after publishing", "kubectl delete node sz-nanshan-01-b"],
    ]);
  });

  test("a larger claim says how it grows, beside the refusal", () => {
    const region = (files[regionFile] ?? "").replace("parameters: {}", "parameters: { metricsStorage: 300Gi }");
    const { byHand } = diffTo({ [regionFile]: region });
    expect(byHand).toMatchObject([
      {
        at: "hub guangdong",
        command: `kubectl -n observability patch pvc data-prometheus-0 --type merge -p '{"spec":{"resources":{"requests":{"storage":"300Gi"}}}}'`,
      },
      { at: "hub guangdong", command: "kubectl -n observability delete statefulset prometheus --cascade=orphan" },
    ]);
  });

  test("a change that needs nobody's hand has none", () => {
    const { byHand, text, markdown } = diffTo({ [zoneFile]: withWorker().replace("storage: 200Gi", "storage: 300Gi") });
    expect(byHand).toEqual([]);
    expect(text).not.toContain("By hand");
    expect(markdown).not.toContain("By hand");
  });
});
