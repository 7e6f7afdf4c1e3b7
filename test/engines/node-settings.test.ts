import { describe, expect, test } from "vitest";
import type { Host } from "../../constructs/host.ts";
import { engines } from "../../engines/engines.ts";
import { provisionerOf, runtimeOf } from "../../engines/lookup.ts";
import { unsupportedFields } from "../../engines/site-fields.ts";
import { yamlText } from "../../model/yaml-text.ts";
import { filesOf } from "./artifacts.ts";
import { exampleSite } from "./provisioning/example-site.ts";
import { examples, lowerExample, siteOfExample } from "./provisioning/lower-example.ts";

const taint = (value: string) => ({ key: "example.com/line", value, effect: "PreferNoSchedule" as const });

/** Each scope says something of its own, and all of them say `line`. */
const scopes = {
  zone: { nodeLabels: { "of-zone": "z", line: "zone" }, nodeTaints: [taint("zone")] },
  site: { nodeLabels: { "of-site": "s", line: "site" }, nodeTaints: [taint("site")] },
  hosts: [{}, { labels: { "of-host": "h", line: "host" }, taints: [taint("host")] }],
};

/** What lies in the output of an engine. */
const textOf = (artifacts: ReturnType<typeof lowerExample>) =>
  [
    ...artifacts.flatMap((each) => (each.kind === "objects" ? each.objects.map(yamlText) : [])),
    ...filesOf(artifacts).map(({ text }) => text),
  ].join("\n");

describe("The scopes of a node", () => {
  const hosts = (differences: object) =>
    siteOfExample(engines.provisioners.kairos.example, differences).hosts as [Host, Host];

  test("the narrower one counts, label by label", () => {
    const [first, second] = hosts(scopes);
    expect(first.labels).toEqual({ "of-zone": "z", "of-site": "s", line: "site" });
    expect(second.labels).toEqual({ "of-zone": "z", "of-site": "s", "of-host": "h", line: "host" });
  });

  test("a taint of the same key and effect is replaced, and another effect is another taint", () => {
    const [first, second] = hosts({
      ...scopes,
      zone: { nodeTaints: [taint("zone"), { key: "example.com/line", effect: "NoExecute" }] },
    });
    const other = { key: "example.com/line", effect: "NoExecute" };
    expect(first.taints).toEqual([other, taint("site")]);
    expect(second.taints).toEqual([other, taint("host")]);
  });

  test("a pool of the profile stands between the site and its servers", () => {
    const { example } = engines.provisioners.kairos;
    const pools = [
      {
        name: "gpu",
        provisioner: example,
        takes: ({ spec }: Pick<Host, "spec">) => spec.role === "worker",
        nodeLabels: { line: "pool", "of-pool": "p" },
      },
    ];
    const { hosts: all } = exampleSite({
      provisioner: example,
      roles: ["control-plane", "worker"],
      pools,
      site: scopes.site,
    });
    expect(all.map(({ labels }) => labels)).toEqual([
      { "of-site": "s", line: "site" },
      { "of-site": "s", line: "pool", "of-pool": "p" },
    ]);
  });

  test("where nobody says anything nothing is written anew", () => {
    const [first] = hosts({});
    expect([first.labels, first.taints]).toEqual([{}, []]);
  });
});

describe.each(examples.map((settings) => [settings.engine, settings] as const))("%s", (_, settings) => {
  const { fields } = (runtimeOf(engines, settings) ?? provisionerOf(engines, settings)) as {
    readonly fields: Parameters<typeof unsupportedFields>[1];
  };
  const told = unsupportedFields(siteOfExample(settings, scopes), fields).map(({ requested }) => requested);

  test.each([
    ["labels", "hosts.labels", ["of-zone", "of-site", "of-host"]],
    ["taints", "hosts.taints", ["example.com/line"]],
  ] as const)(
    "carries %s of the zone, the site and the server to the node, or says that it cannot",
    (_name, field, words) => {
      const text = textOf(lowerExample(settings, scopes));
      if (fields[field] === "lowered") {
        for (const word of words) expect(text).toContain(word);
        expect(told.filter((each) => each.startsWith(`${field},`))).toEqual([]);
      } else {
        expect(told.filter((each) => each.startsWith(`${field},`))).toHaveLength(3);
      }
    },
  );

  test("changes nothing for a site where nobody says anything", () => {
    expect(textOf(lowerExample(settings, { zone: {}, site: {} }))).toBe(textOf(lowerExample(settings)));
  });
});
