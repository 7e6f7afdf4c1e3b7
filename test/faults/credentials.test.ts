import { expect, test } from "vitest";
import { credentialInSetting, credentialInText } from "../../policies/sec/credentials/credential.ts";
import { fieldCases, fieldCredentials, fieldHarmless } from "../policies/sec/credentials/field-corpus.ts";
import { harmlessTexts } from "../policies/sec/credentials/harmless.ts";
import { leaks } from "../policies/sec/credentials/leaks.ts";
import { patience, report, tries } from "./long-form.ts";

const percent = (part: number, whole: number) => `${((100 * part) / whole).toFixed(2)} %`;

test("At least 98 of 100 credentials of the corpus are found, with letters drawn anew each time", patience, () => {
  const first = Number(process.env["FLOTILLA_FUZZ_SEED"] ?? 1);
  const all = Array.from({ length: tries(1, 100) }, (_, index) => leaks(first + index)).flat();
  const found = all.filter(({ text }) => credentialInText(text) !== undefined).length;
  expect(all.length).toBeGreaterThan(200);
  expect(found / all.length).toBeGreaterThanOrEqual(0.98);
  report("credentials of the corpus", `${found} of ${all.length} found, ${percent(found, all.length)}`);
});

test("At most one of 100 harmless texts of the corpus is taken for a credential", () => {
  const taken = harmlessTexts.filter((text) => credentialInText(text) !== undefined).length;
  expect(harmlessTexts.length).toBeGreaterThan(200);
  expect(taken / harmlessTexts.length).toBeLessThanOrEqual(0.01);
  report(
    "harmless texts of the corpus",
    `${taken} of ${harmlessTexts.length} taken, ${percent(taken, harmlessTexts.length)}`,
  );
});

test(
  "The same holds of files as teams have them: of switches, servers, programs and services, in 30 languages",
  patience,
  () => {
    const first = Number(process.env["FLOTILLA_FUZZ_SEED"] ?? 1);
    const seeds = Array.from({ length: tries(1, 20) }, (_, index) => first + index);
    const found = (files: readonly string[]) => {
      const all = seeds.flatMap((seed) => files.flatMap((file) => fieldCases(file, seed)));
      return {
        of: all.length,
        count: all.filter(({ name, text }) => credentialInSetting(name, text) !== undefined).length,
      };
    };
    const credentials = found(fieldCredentials);
    const harmless = found(fieldHarmless);
    expect(credentials.count / credentials.of).toBeGreaterThanOrEqual(0.98);
    expect(harmless.count / harmless.of).toBeLessThanOrEqual(0.01);
    report(
      "credentials of the corpus of the field",
      `${credentials.count} of ${credentials.of} found, ${percent(credentials.count, credentials.of)}`,
    );
    report(
      "harmless texts of the corpus of the field",
      `${harmless.count} of ${harmless.of} taken, ${percent(harmless.count, harmless.of)}`,
    );
  },
);
