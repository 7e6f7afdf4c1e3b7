import { expect, test } from "vitest";
import { siteSchema } from "../../model/zone-file.ts";

const { arch } = siteSchema.shape.hosts.element.shape;
const messages = (value: unknown) => arch.safeParse(value).error?.issues.map(({ message }) => message);

test.each(["arm", "arm32", "armhf", "armv7", "armv7l"])(
  "A server of 32-bit arm, here %s, is refused with why",
  (value) => {
    expect(messages(value)).toEqual(["amd64 or arm64; images of the profiles are not built for 32-bit arm"]);
  },
);

test("Any other word is told the words there are", () => {
  expect(messages("riscv64")).toEqual([expect.stringContaining('"amd64"|"arm64"')]);
  expect(messages("arm64")).toBeUndefined();
});
