import { expect, test } from "vitest";
import { inventoryText } from "../../model/inventory-text.ts";

const head = { fleet: "panji", repository: "guangdong", sites: {} };
const a = { path: "hub/a.yaml", id: "1a", construct: "panji/guangdong/hub" };
const b = { path: "hub/b.yaml", id: "2b", construct: "panji/guangdong/hub" };

test("A file is one line, in the order of paths, and says of its object only that it is kept", () => {
  const lines = inventoryText(head, [{ ...b, kept: true }, a]).split("\n");
  expect(lines.filter((line) => line.includes(".yaml"))).toEqual([
    '    "hub/a.yaml": {"id":"1a","construct":"panji/guangdong/hub"},',
    '    "hub/b.yaml": {"id":"2b","construct":"panji/guangdong/hub","kept":true}',
  ]);
});

test("What is written is read back", () => {
  const { kept, ...files } = { kept: { ...b, kept: true as const }, a };
  expect(JSON.parse(inventoryText(head, [kept, files.a])).files).toEqual({
    "hub/a.yaml": { id: "1a", construct: "panji/guangdong/hub" },
    "hub/b.yaml": { id: "2b", construct: "panji/guangdong/hub", kept: true },
  });
});
