import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { encodePack, type PackObject } from "../../../git/objects/pack.ts";
import { objectId } from "../../../model/git-object.ts";
import { git, workspace } from "../fixture.ts";

function blob(body: Uint8Array): PackObject {
  return { type: "blob", id: objectId("blob", body), body };
}

function distinct(objects: readonly PackObject[]): PackObject[] {
  return [...new Map(objects.map((object) => [object.id, object])).values()];
}

/** The index that Git itself makes of a pack; it checks every object on the way. */
function gitIndex(folder: string, pack: Uint8Array): Uint8Array {
  const path = join(folder, "test.pack");
  writeFileSync(path, pack);
  git(folder, "index-pack", "--index-version=2", "--no-rev-index", "-o", join(folder, "test.idx"), path);
  return readFileSync(join(folder, "test.idx"));
}

describe("a pack", () => {
  test("has the index that git index-pack would make, whatever its objects are", { tags: "property" }, () => {
    const folder = workspace();
    git(folder, "init", "--quiet", "--bare");
    const bodies = fc.array(fc.uint8Array({ maxLength: 3000 }), { minLength: 1, maxLength: 60 });
    fc.assert(
      fc.property(bodies, (all) => {
        const { pack, index } = encodePack(distinct(all.map(blob)));
        expect(Buffer.compare(gitIndex(folder, pack), index)).toBe(0);
      }),
      { numRuns: 20 },
    );
  });

  test("carries bodies at every border of its size fields and of stored blocks", () => {
    const folder = workspace();
    git(folder, "init", "--quiet", "--bare");
    const sizes = [0, 1, 15, 16, 2047, 2048, 65534, 65535, 65536, 131070, 131071, 262143, 262144, 1_000_000];
    const objects = sizes.map((size) => blob(Buffer.alloc(size, 0xff)));
    const { pack, index } = encodePack(objects);
    expect(Buffer.compare(gitIndex(folder, pack), index)).toBe(0);
  });

  test("holds what differs from a like object, however the two differ, and Git reads the same texts", {
    tags: "property",
  }, () => {
    const folder = workspace();
    git(folder, "init", "--quiet", "--bare");
    const line = fc.constantFrom(
      "kind: A\n",
      "  path: ./sites/a/b\n",
      "    flotilla.dev/site: x\n",
      "naïve\n",
      "\n",
      "end",
    );
    const text = fc.array(line, { minLength: 8, maxLength: 40 });
    const edit = fc.record({ at: fc.nat(40), cut: fc.nat(3), put: fc.array(line, { maxLength: 3 }) });
    const cases = fc.tuple(text, fc.array(fc.array(edit, { maxLength: 4 }), { minLength: 1, maxLength: 20 }));
    fc.assert(
      fc.property(cases, ([lines, variants]) => {
        const texts = variants.map((edits) =>
          edits.reduce((all, { at, cut, put }) => all.toSpliced(at, cut, ...put), lines).join(""),
        );
        const objects = distinct([lines.join(""), ...texts].map((each) => ({ ...blob(Buffer.from(each)), like: "a" })));
        const { pack, index } = encodePack(objects);
        expect(Buffer.compare(gitIndex(folder, pack), index)).toBe(0);
      }),
      { numRuns: 60 },
    );
  });

  test("takes a tenth of the room for objects that differ in a few lines", () => {
    const folder = workspace();
    git(folder, "init", "--quiet", "--bare");
    const body = Array.from({ length: 60 }, (_, index) => `  key-${index}: value ${index * 7919}\n`).join("");
    const objects = Array.from({ length: 200 }, (_, index) => ({
      ...blob(Buffer.from(`site: ${index}\n${body}path: ./sites/${index}\n${body}`)),
      like: "a.yaml",
    }));
    const { pack, index } = encodePack(objects);
    expect(Buffer.compare(gitIndex(folder, pack), index)).toBe(0);
    const whole = objects.reduce((sum, each) => sum + each.body.length, 0);
    expect(pack.length).toBeLessThan(whole / 10);
  });

  test("counts the size of text in bytes", () => {
    const text = "site: 深圳 — naïve 🚢\n";
    const [fromText, fromBytes] = [text, Buffer.from(text)].map((body) => {
      const id = objectId("blob", Buffer.from(text));
      return encodePack([{ type: "blob", id, body }]);
    });
    expect(fromText?.checksum).toBe(fromBytes?.checksum);
  });
});
