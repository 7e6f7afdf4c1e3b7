import { expect, test } from "vitest";
import { catalogue } from "../../profiles/catalogue.ts";
import { layerCalls } from "../../profiles/layer-calls.ts";
import { specimens } from "./specimens.ts";

const layers = specimens().flatMap((specimen) => specimen.layers);

test("every layer of a shipped profile has a row, and every row a layer", () => {
  const profiles = [catalogue.sites, catalogue.hubs, catalogue.centres].flatMap((each) => [...each.values()]);
  const names = new Set<string>();
  for (const profile of profiles) for (const { name } of profile.layers) names.add(name);
  expect(Object.keys(layerCalls).sort()).toEqual([...names].sort());
});

test("the inputs that rows name hold URLs", () => {
  const named = Object.entries(layerCalls).flatMap(([name, calls]) => calls.map(({ input }) => ({ name, input })));
  for (const { name, input } of named) {
    const own = layers.filter((layer) => layer.name === name && layer.inputs[input] !== undefined);
    expect(own.length, `${name}.${input}`).toBeGreaterThan(0);
    for (const { inputs } of own) expect(inputs[input]).toMatch(/^(s3:)?https:\/\//);
  }
});

test("no other input of a shipped layer is a URL, but for what a hub says of itself and the list of all hubs", () => {
  const known = new Set(["logs.own", "region-index.regions"]);
  const other = layers.flatMap(({ name, inputs }) =>
    Object.entries(inputs)
      .filter(([input]) => !layerCalls[name]?.some((call) => call.input === input) && !known.has(`${name}.${input}`))
      .filter(([, value]) => /"(https?|ssh):\/\/(?![^"/]*\.svc\b)/.test(JSON.stringify(value)))
      .map(([input]) => `${name}.${input}`),
  );
  expect([...new Set(other)]).toEqual([]);
});
