import { createHash } from "node:crypto";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, expect, test } from "vitest";
import { dataSlot } from "../../cli/page/filled-page.ts";
import { emptyPage } from "../../packaging/page.ts";
import { runCommandHere } from "../cli/run.ts";
import { fleetOnDisk, smallFleet } from "../fleet-on-disk.ts";
import { commitFirst } from "../git/fixture.ts";

let page = "";
beforeAll(async () => {
  page = await emptyPage();
});

const textOf = (element: RegExp) => element.exec(page)?.[1] ?? "";

test("The page is the same bytes from the same sources", async () => {
  expect((await emptyPage()) === page).toBe(true);
});

test("Its policy lets run just its own script and its own style, by their hashes, and load nothing", () => {
  const hash = (text: string) => `'sha256-${createHash("sha256").update(text).digest("base64")}'`;
  const script = textOf(/<script type="module">([\s\S]*)<\/script>\n<\/body>/);
  const style = textOf(/<style>([\s\S]*?)<\/style>/);
  expect(script.length).toBeGreaterThan(10_000);
  expect(textOf(/http-equiv="Content-Security-Policy" content="([^"]*)"/)).toBe(
    `default-src 'none'; script-src ${hash(script)}; style-src ${hash(style)}; base-uri 'none'; form-action 'none'`,
  );
});

test("It has one place for data, in front of its script, and asks for no file", () => {
  expect(page.split(dataSlot).length).toBe(2);
  expect(page.indexOf(dataSlot)).toBeLessThan(page.indexOf('<script type="module">'));
  expect(/<link|<img|<iframe|\ssrc=|@import|url\(|["'`]node:/.exec(page)?.[0]).toBeUndefined();
});

test("Whose code is in it is said with the terms, for each package", () => {
  const [, notices = ""] = /<!-- ([\s\S]*?) -->/.exec(page) ?? [];
  const named = ["@tanstack/virtual-core", "diff", "preact"];
  expect(notices.split("\n").filter((line) => named.includes(line))).toEqual(named);
  expect(notices.match(/Copyright \(c\)/g)?.length).toBe(named.length);
});

test("flotilla plan --report writes the page in one step, in the place of an older one", async () => {
  const root = fleetOnDisk();
  commitFirst(root);
  const file = "sites/fleet.yaml";
  writeFileSync(
    join(root, file),
    `${smallFleet()[file]}`.replace("parameters: {}", "parameters: { metricsRetention: 9h }"),
  );
  const out = fleetOnDisk();
  writeFileSync(join(out, "plan.html"), "older");
  const before = readdirSync(out);
  const run = (path: string) =>
    runCommandHere(["plan", "--fleet", root, "--base", "main", "--summary", "--report", path]);
  expect(await run(join(out, "plan.html"))).toMatchObject({ code: 0, stderr: "" });
  const html = readFileSync(join(out, "plan.html"), "utf8");
  expect(readdirSync(out)).toEqual(before);
  expect(/id="data">([^<]*)/.exec(html)?.[1]).toContain("parameter metricsRetention");
  expect(html.replace(/(id="data">)[^<]*/, "$1") === page).toBe(true);
}, 120_000);
