import { describe, expect, it } from "vitest";
import { findings } from "../finding.ts";

const zone = (...sites: readonly string[]) =>
  `# sites/guangdong/shenzhen.yaml\nzone: shenzhen\nsites: [${sites.join(", ")}]\n`;
const site = (name: string, ...archs: readonly string[]) =>
  `{ name: ${name}, hosts: [${archs.map((arch, at) => `{ arch: ${arch}, role: ${at ? "worker" : "control-plane"} }`).join(", ")}] }`;
const nodes = (name: string, arch: string) => `{ name: ${name}, kind: nodes, hosts: [{ arch: ${arch} }] }`;
const app = (lines: string) => `---\n# apps/retail/checkout.yaml\n${lines}\n`;
const messages = (id: string, text: string) => findings(id, text).map(({ message }) => message);

describe("an app built for one architecture", () => {
  const only = app("architectures: [amd64]");
  it("may go to a site that has it among others", () => {
    expect(findings("FLT-ARCH-002", zone(site("a", "arm64", "amd64")) + only)).toEqual([]);
  });

  it("may go to the edge nodes of a zone of which some have it", () => {
    expect(findings("FLT-ARCH-002", zone(nodes("a", "arm64"), nodes("b", "amd64")) + only)).toEqual([]);
    expect(messages("FLT-ARCH-002", zone(nodes("a", "arm64"), nodes("b", "arm64")) + only)).toEqual([
      "the app is built for amd64, but there is arm64 alone at 1 place, such as panji/guangdong/shenzhen",
    ]);
  });

  it("is checked where it is put alone", () => {
    const text = zone(site("a", "arm64"), "{ name: b, labels: { x: y }, hosts: [{ arch: amd64 }] }");
    expect(findings("FLT-ARCH-002", text + app("architectures: [amd64]\nselect: { labels: { x: y } }"))).toEqual([]);
  });
});

describe("an image named after an architecture", () => {
  const image = (name: string) => app(`image: registry.panji.example/retail/${name}`);
  it.each(["checkout:2.4.1-amd64", "checkout-amd64:2.4.1", "checkout:2.4.1_x86_64", "checkout.x86-64:2"])(
    "%s does not fit arm64",
    (name) => {
      expect(findings("FLT-ARCH-003", zone(site("a", "arm64")) + image(name))).toHaveLength(1);
      expect(findings("FLT-ARCH-003", zone(site("a", "amd64")) + image(name))).toEqual([]);
    },
  );

  it.each(["checkout:2.4.1", "amd64:2.4.1", "checkout:2.4.1-multi"])("is not %s", (name) => {
    expect(findings("FLT-ARCH-003", zone(site("a", "arm64")) + image(name))).toEqual([]);
  });

  it("is fine where the app says that it is built for that one alone", () => {
    const text =
      zone(site("a", "arm64", "amd64")) + app("image: r.example/retail/checkout:2.4.1-amd64\narchitectures: [amd64]");
    expect(findings("FLT-ARCH-003", text)).toEqual([]);
  });

  it("is reported once for all zones that it goes to", () => {
    const text = `${zone(site("a", "arm64"))}---\n# sites/guangdong/dongguan.yaml\nsites: [${site("b", "arm64")}]\n`;
    expect(findings("FLT-ARCH-003", text + image("checkout:2.4.1-amd64"))).toEqual([
      {
        at: "apps/retail/checkout.yaml image",
        subject: "panji/apps/retail/checkout",
        message:
          "image registry.panji.example/retail/checkout:2.4.1-amd64 is named after amd64, but would run on arm64 at 2 places, such as panji/guangdong/dongguan/b",
      },
    ]);
  });
});
