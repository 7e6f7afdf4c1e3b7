import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { encodePack, type PackObject } from "../../git/pack.ts";
import { objectId } from "../../model/git-object.ts";
import { git, workspace } from "./fixture.ts";

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
  test("has the index that git index-pack would make, whatever its objects are", () => {
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

  test("counts the size of text in bytes", () => {
    const text = "site: 深圳 — naïve 🚢\n";
    const [fromText, fromBytes] = [text, Buffer.from(text)].map((body) => {
      const id = objectId("blob", Buffer.from(text));
      return encodePack([{ type: "blob", id, body }]);
    });
    expect(fromText?.checksum).toBe(fromBytes?.checksum);
  });
});
