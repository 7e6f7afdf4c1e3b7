import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { imageFindings } from "../../../compiler/mirror/image-findings.ts";
import { MirrorList } from "../../../compiler/mirror/mirror-list.ts";
import { compileFleet } from "../../compile-fleet.ts";
import { fleetOnDisk, smallFleet } from "../../fleet-on-disk.ts";

function listOf(root: string, scope = {}) {
  const { loaded, contents } = compileFleet(root);
  if (!loaded.fleet) throw new Error("the fleet is faulty");
  const list = new MirrorList(loaded.fleet, scope);
  for (const file of contents.flatMap(({ files }) => files)) list.add(file);
  return { fleet: loaded.fleet, list };
}

const SAMPLE = join(import.meta.dirname, "../../..");

describe("An image of one object for many zones lands on the servers of those zones", () => {
  const { list } = listOf(SAMPLE);
  const places = (part: string) =>
    list
      .landings()
      .find(({ reference }) => reference.includes(part))
      ?.places.map(({ path }) => path);

  test("and not on the hub whose controller makes it there", () => {
    expect(places("/retail/queue:")).toEqual(["panji/hainan/qionghai"]);
    expect(places("/retail/directory:")).toEqual(["panji/hebei/shijiazhuang", "panji/shaanxi/xian"]);
  });

  test("and a site of such a zone has it in its list", () => {
    const site = listOf(SAMPLE, { site: "hi-qh-boao-01" });
    expect(site.list.finish().some(({ reference }) => reference.includes("/retail/queue:"))).toBe(true);
  });
});

const digest = (byte: string) => `sha256:${byte.repeat(32)}`;
const image = (name: string, byte: string) => `registry.panji.example/retail/${name}:1.0.0@${digest(byte)}`;

describe("What an app says it is built for counts for each of its images", () => {
  const zone = "sites/guangdong/shenzhen.yaml";
  const app = "apps/retail/checkout.yaml";
  const made = () =>
    listOf(
      fleetOnDisk({
        [zone]: `${smallFleet()[zone]}      - name: sz-nanshan-01-b
        machineId: 4c4c4544-0051-3110-8052-b4c04f4e3333
        arch: amd64
        role: worker
        address: 10.44.12.12
        mac: "02:44:0c:00:00:02"
        disk: /dev/disk/by-id/nvme-a
`,
        [app]: `${smallFleet()[app]}architectures: [amd64]
initContainers:
  - { name: migrate, image: "${image("migrate", "b2")}", resources: { cpu: 50m, memory: 32Mi } }
containers:
  - { name: relay, image: "${image("relay", "c3")}", resources: { cpu: 50m, memory: 32Mi } }
`,
      }),
    );
  const ofApps = (list: MirrorList) => list.landings().filter(({ reference }) => reference.includes("/retail/"));

  test("so on servers of two architectures each lands on those of one", () => {
    const { fleet, list } = made();
    const own = ofApps(list);
    expect(
      own.map(({ reference, places }) => [reference.replace(/.*retail.|:.*/g, ""), places[0]?.architectures]),
    ).toEqual([
      ["checkout", ["amd64"]],
      ["migrate", ["amd64"]],
      ["relay", ["amd64"]],
    ]);
    const answers = new Map(
      own.map(({ reference }) => [reference, { outcome: "found", architectures: ["amd64"] } as const]),
    );
    expect(imageFindings(fleet, own, answers)).toEqual([]);
  });

  test("and one that is missing is told at its own line, with or without its tag", () => {
    const { fleet, list } = made();
    const relay = ofApps(list).filter(({ reference }) => reference.includes("/relay:"));
    const untagged = relay.map((each) => ({ ...each, reference: each.reference.replace(":1.0.0@", "@") }));
    for (const landings of [relay, untagged]) {
      const answers = new Map(landings.map(({ reference }) => [reference, { outcome: "missing" } as const]));
      expect(imageFindings(fleet, landings, answers).map(({ at }) => at?.path)).toEqual([["containers", 0, "image"]]);
    }
  });
});
