import { expect, test } from "vitest";
import { loadFleet } from "../../../compiler/load/load-fleet.ts";
import { catalogue } from "../../../profiles/catalogue.ts";
import { fleetOnDisk, smallFleet } from "../../fleet-on-disk.ts";

const found = (files: Readonly<Record<string, string>>) =>
  loadFleet(fleetOnDisk(files), catalogue).diagnostics.map(({ code, message, hint }) => `${code} ${message} | ${hint}`);

// The app was gone from all of its sites, and check said that all was well.
test("A file one folder too deep below apps is told, not passed over", () => {
  expect(found({ "apps/retail/tills/checkout.yaml": "name: checkout\n" })).toEqual([
    "load/unexpected-folder expected only files of apps here: what lies deeper is read by nobody | move its files to apps/retail/",
  ]);
});

test("A second document in a file is told without the advice of a library", () => {
  const [[file = "", text] = []] = Object.entries(smallFleet()).filter(([path]) => /shenzhen\.yaml$/.test(path));
  expect(found({ [file]: `${text}---\nzone: other\n` })).toEqual([
    "load/syntax a second document begins here, expected YAML 1.2 | put what follows into a file of its own",
  ]);
});
