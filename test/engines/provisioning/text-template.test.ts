import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { textTemplate } from "../../../engines/provisioning/text-template.ts";
import { yamlText } from "../../../model/yaml-text.ts";

describe("text templates", () => {
  const make = ({ a, b }: { readonly a: string; readonly b: string }) =>
    yamlText({
      own: a,
      part: `https://${a}:6443/${b}`,
      list: [b, `x=${a}`],
      block: `Address=${a}\nName=${b}${b}\n`,
      nested: yamlText({ deep: a }),
    });
  const template = textTemplate(["a", "b"], make);

  test("give the text that the writer gives, whatever a value looks like", { tags: "property" }, () => {
    const value = fc.oneof(
      fc.stringMatching(/^[!-~]{1,12}$/),
      fc.constantFrom("on", "null", "1e5", "0x1f", "10.0.0.1", "2026-11-21", "-", "a: b", '"', "\\"),
    );
    fc.assert(
      fc.property(value, value, (a, b) => {
        expect(template({ a, b })).toBe(make({ a, b }));
      }),
    );
  });

  test("keep the order of the values apart from the order of their places", () => {
    const swapped = textTemplate(["b", "a"], make);
    expect(swapped({ a: "1", b: "2" })).toBe(make({ a: "1", b: "2" }));
  });
});
