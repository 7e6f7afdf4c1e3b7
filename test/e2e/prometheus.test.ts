/** What hubs, sites and the centre measure, and when they raise an alarm, judged and played by Prometheus' own promtool. */

import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { load } from "js-yaml";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { main } from "../../cli/main.ts";
import { privateAuthority } from "../../lab/servers/private-authority.ts";
import { programOf } from "../../lab/servers/programs.ts";
import { yamlText } from "../../model/yaml-text.ts";

const clone = join(import.meta.dirname, "..", "..");
const out = mkdtempSync(join(tmpdir(), "flotilla-prometheus-"));
/** Each distinct set of files once, by folder: `prometheus.yml`, on hubs and at the centre `rules.yml` and `web.yml` too. */
const folders: string[] = [];
let promtool = "";

beforeAll(async () => {
  promtool = await programOf("promtool");
  const synthesised = join(out, "repositories");
  expect(await main(["synth", "--fleet", clone, "--out", synthesised])).toBe(0);
  const texts = readdirSync(synthesised, { recursive: true, withFileTypes: true })
    .filter(({ name }) => name === "configmap_observability_prometheus.yaml")
    .map(({ parentPath, name }) => readFileSync(join(parentPath, name), "utf8"));
  const distinct = new Map(
    texts.map((text) => load(text) as { data: Record<string, string> }).map(({ data }) => [JSON.stringify(data), data]),
  );
  for (const files of distinct.values()) {
    const folder = join(out, String(folders.length));
    mkdirSync(folder);
    for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
    folders.push(folder);
  }
}, 600_000);

afterAll(() => rmSync(out, { recursive: true, force: true }));

function judged(...args: readonly string[]) {
  const { status, stdout, stderr } = spawnSync(promtool, args, { encoding: "utf8" });
  return { status, said: stdout + stderr };
}

const having = (file: string) =>
  folders.filter((folder) => readdirSync(folder).includes(file)).map((folder) => join(folder, file));

test("Prometheus takes every configuration of the sample fleet, of agents and of receivers", () => {
  const files = having("prometheus.yml");
  // One for all agents of sites; hubs and centre have names of their own in theirs.
  expect(files.length).toBeGreaterThan(31);
  // The files that a configuration names are in pods alone.
  for (const file of files) {
    const agent = readFileSync(file, "utf8").includes("rule_files") ? [] : ["--agent"];
    expect(judged("check", "config", "--syntax-only", ...agent, file)).toMatchObject({ status: 0 });
  }
}, 300_000);

test("Prometheus takes every file of rules, without a duplicate", () => {
  const files = having("rules.yml");
  expect(files.length).toBeGreaterThan(0);
  for (const file of files)
    expect(judged("check", "rules", "--lint=all", "--lint-fatal", file)).toMatchObject({ status: 0 });
}, 300_000);

test("Prometheus takes how a receiver shows itself and whom it asks for a certificate", () => {
  const files = having("web.yml");
  expect(files.length).toBeGreaterThan(0);
  // The files that it names are read, so those of an authority of the test stand for them.
  const authority = join(out, "authority");
  privateAuthority(authority, "Receiver Root");
  for (const file of files) {
    const text = ["ca.crt", "tls.crt", "tls.key"].reduce(
      (each, name) => each.replace(`/etc/receiver/${name}`, join(authority, name.replace("tls", "server"))),
      readFileSync(file, "utf8"),
    );
    expect(text).not.toContain("/etc/receiver/");
    writeFileSync(file, text);
    expect(judged("check", "web-config", file)).toMatchObject({ status: 0 });
  }
}, 300_000);

test.each([
  ["an unknown key", "global: { scrape_intervall: 60s }\n", ["check", "config", "--syntax-only"]],
  ["a broken expression", "groups: [{ name: a, rules: [{ record: b, expr: 'sum(' }] }]\n", ["check", "rules"]],
])("promtool sees %s", (_, text, command) => {
  const file = join(out, "faulty.yml");
  writeFileSync(file, text);
  expect(judged(...command, file).status).not.toBe(0);
});

/** An alarm at a time, with the labels that it must have. */
interface Expected {
  readonly at: string;
  readonly alert: string;
  readonly labels: readonly Readonly<Record<string, string>>[];
}

function firing(alertname: string, labels: Readonly<Record<string, string>>): string {
  const all = Object.entries({ alertname, alertstate: "firing", severity: "warning", ...labels });
  return `ALERTS{${all.map(([key, value]) => `${key}="${value}"`).join(", ")}}`;
}

/** Plays series of a sample every hour through the rules of a hub. */
function played(series: Readonly<Record<string, string>>, expected: readonly Expected[]) {
  const [rules] = having("rules.yml").filter((file) => readFileSync(file, "utf8").includes("SiteSilent"));
  const file = join(out, "play.yml");
  const { groups } = load(readFileSync(rules ?? "", "utf8")) as { groups: readonly { name: string }[] };
  writeFileSync(
    file,
    yamlText({
      rule_files: [rules ?? "no rules with SiteSilent"],
      evaluation_interval: "1h",
      // Otherwise promtool takes groups in any order, and an alarm may see what another group recorded an hour before.
      group_eval_order: groups.map(({ name }) => name),
      tests: [
        {
          interval: "1h",
          input_series: Object.entries(series).map(([name, values]) => ({ series: name, values })),
          promql_expr_test: expected.map(({ at, alert, labels }) => ({
            eval_time: at,
            expr: `ALERTS{alertname="${alert}", alertstate="firing"}`,
            exp_samples: labels.map((each) => ({ labels: firing(alert, each), value: 1 })),
          })),
        },
      ],
    }),
  );
  return judged("test", "rules", file);
}

describe("An alarm before a certificate ends", () => {
  const place = { fleet: "panji", region: "gansu", zone: "jiuquan", site: "gs-jq-guazhou-01" };
  const labels = Object.entries(place)
    .map(([key, value]) => `${key}="${value}"`)
    .join(",");
  const days = (count: number) => count * 86_400;

  test.each(["k3s_certificate_expiration_seconds", "kubelet_certificate_manager_client_ttl_seconds"])(
    "of a site, told by %s, comes a month ahead and not before",
    (metric) => {
      // Three days from 31 days down to 28.
      const values = `${days(31)}-3600x72`;
      const result = played({ [`${metric}{${labels},instance="a"}`]: values }, [
        { at: "20h", alert: "SiteCertificateEnds", labels: [] },
        { at: "30h", alert: "SiteCertificateEnds", labels: [place] },
      ]);
      expect(result.said).toContain("SUCCESS");
    },
  );

  test("of the hub's own webhooks comes fifteen days ahead", () => {
    const series = 'certmanager_certificate_expiration_timestamp_seconds{namespace="capi-system",name="webhook"}';
    const result = played({ [series]: `${days(16)}x72` }, [
      { at: "20h", alert: "HubCertificateEnds", labels: [] },
      { at: "30h", alert: "HubCertificateEnds", labels: [{ namespace: "capi-system", name: "webhook" }] },
    ]);
    expect(result.said).toContain("SUCCESS");
  });

  test("that nobody can see comes when the site falls silent", () => {
    const up = `up{job="kubelet",${labels},instance="a"}`;
    const result = played({ [up]: `1x30 _x30` }, [
      { at: "28h", alert: "SiteSilent", labels: [] },
      { at: "40h", alert: "SiteSilent", labels: [place] },
    ]);
    expect(result.said).toContain("SUCCESS");
  });
});
