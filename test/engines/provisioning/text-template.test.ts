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

  // `ntp: - |` wrote a line without its indentation, and the whole cloud-config was no YAML any more.
  test.each(["a\n", "a\nusers: []", "a\rb", "\u2028"])("refuse the value %j, which would leave its line", (a) => {
    expect(() => template({ a, b: "b" })).toThrow("a is");
  });

  test("take no text of their own for a mark", () => {
    const own = textTemplate(["a"], ({ a }) =>
      yamlText({ note: "%%0%% %%0.0%% %%1.0%%", plain: `x\n%%0.0%%\n`, own: a }),
    );
    expect(own({ a: "v" })).toBe(yamlText({ note: "%%0%% %%0.0%% %%1.0%%", plain: "x\n%%0.0%%\n", own: "v" }));
  });

  test("take no value for a mark", () => {
    expect(template({ a: "%%0.1%%", b: "%%0%%" })).toBe(make({ a: "%%0.1%%", b: "%%0%%" }));
  });
});
