import { parse, stringify } from "yaml";
import { evolution } from "./evolve.ts";
import { type FleetTexts, set } from "./fleet.ts";

/** Writes every file again. */
const each = (write: (text: string) => string) => (texts: FleetTexts) => {
  for (const [path, text] of Object.entries(texts)) texts[path] = write(text);
};

function move(texts: FleetTexts, from: string, to: string): void {
  for (const [path, text] of Object.entries(texts)) {
    if (!path.startsWith(from)) continue;
    delete texts[path];
    texts[to + path.slice(from.length)] = text;
  }
}

function reversedKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversedKeys);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, inner]) => [key, reversedKeys(inner)]),
  );
}

evolution("Comments mean nothing", { rewrite: each((text) => `# Told to people.\n${text}# The end.\n`), plan: {} });
evolution("The order of keys means nothing", {
  rewrite: each((text) => stringify(reversedKeys(parse(text)))),
  plan: {},
});
evolution("Flow style means the same as block style", {
  rewrite: each((text) => JSON.stringify(parse(text))),
  plan: {},
});
evolution("Line ends of Windows mean nothing", { rewrite: each((text) => text.replaceAll("\n", "\r\n")), plan: {} });
evolution("The name of a zone's file means nothing", {
  rewrite: (texts) => move(texts, "sites/guangdong/shenzhen.yaml", "sites/guangdong/aa.yaml"),
  plan: {},
});
evolution("The name of an app's file, and of its folder, means nothing", {
  rewrite: (texts) => move(texts, "apps/retail/", "apps/zz/"),
  plan: {},
});
evolution("The name of a region's folder means nothing", {
  rewrite: (texts) => move(texts, "sites/guangdong/", "sites/zz/"),
  plan: {},
});
evolution("Defaults that are written out mean nothing", {
  edit: (fleet) => [
    fleet.zones.flatMap(({ sites }) => sites.map((site) => set(site, { parameters: {} }))),
    set(fleet.app("metering"), { placement: "native", replicas: 1, devices: [], zones: {} }),
  ],
  plan: {},
});
evolution("An exemption changes what is found and nothing that is written", {
  from: (fleet) => set(fleet.host("dg-depot-01-d"), { disk: "/dev/sda" }),
  edit: ({ exemptions }) =>
    exemptions.push({
      rule: "FLT-CAP-006",
      construct: "panji/guangdong/dongguan/dg-depot-01",
      reason: "the old controller shows no stable name",
      owner: "guangdong-team",
      ticket: "EDGE-1142",
      granted: "2026-11-02",
      expires: "2027-03-31",
    }),
  plan: {},
});
