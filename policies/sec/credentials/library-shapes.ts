/** Asks secretlint's rules, which follow the formats of the issuers of tokens. */

import { rules } from "@secretlint/secretlint-rule-preset-recommend";

interface FileCheck {
  readonly file?: (source: object) => unknown;
}

let found: string | undefined;

/** What secretlint gives to a rule (@secretlint/types, SecretLintRuleContext), as far as its rules use it. */
const context = {
  sharedOptions: {},
  createTranslator: () => (messageId: string) => ({ messageId, message: messageId }),
  report: ({ message }: { readonly message: { readonly messageId: string } }) => {
    found ??= message.messageId;
  },
  ignore: () => undefined,
};

/** Its rule on comments finds nothing: it silences others, which a fleet's file must not do. */
const checks: readonly FileCheck[] = rules
  .filter(({ meta }) => !meta.id.endsWith("filter-comments"))
  .map((rule) => (rule.create as (context: object, options: object) => FileCheck)(context, {}));

/** The name that secretlint gives to the credential in a text, such as `GITHUB_TOKEN`; undefined where it sees none. */
export function libraryFinding(text: string): string | undefined {
  found = undefined;
  const source = { filePath: "values.yaml", ext: ".yaml", contentType: "text", content: text };
  for (const check of checks) {
    check.file?.(source);
    if (found !== undefined) return found;
  }
  return undefined;
}
