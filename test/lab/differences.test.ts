import { expect, test } from "vitest";
import { differencesOf } from "../../lab/conformance/differences.ts";

test("Fields that the server filled in are told apart from those that it wrote in another way", () => {
  const sent = { spec: { cpu: "1000m", ports: [{ port: 80 }, { port: 443 }], kept: { a: 1 } } };
  const stored = {
    metadata: { uid: "1", resourceVersion: "2" },
    spec: {
      cpu: "1",
      ports: [
        { port: 80, protocol: "TCP" },
        { port: 443, protocol: "TCP" },
      ],
      kept: { a: 1 },
      type: "x",
    },
  };
  expect(differencesOf(sent, stored)).toEqual({
    added: ["metadata", "spec.ports[].protocol", "spec.type"],
    changed: ["spec.cpu"],
  });
});

test("A field that the server dropped counts as written in another way unless it was empty", () => {
  expect(differencesOf({ a: [], b: "x", c: "" }, {})).toEqual({ added: [], changed: ["b"] });
});

test("A list of another length counts as written in another way", () => {
  expect(differencesOf({ a: [1] }, { a: [1, 2] })).toEqual({ added: ["a[]"], changed: ["a"] });
});
