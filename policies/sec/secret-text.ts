/** Recognises credentials in texts. */

/** A shape of text that is a credential wherever it stands. */
interface Shape {
  readonly name: string;
  readonly pattern: RegExp;
}

/** Each repetition before another part is bounded: a text of any length is read in time that grows with it. */
const shapes: readonly Shape[] = [
  { name: "a private key", pattern: /-----BEGIN (?:[A-Z0-9]+ )*PRIVATE KEY-----/ },
  { name: "an AWS access key", pattern: /\b(?:AKIA|ASIA)[0-9A-Z]{16}\b/ },
  { name: "a JSON web token", pattern: /\beyJ[\w-]{10,500}\.eyJ[\w-]{10,2000}\.[\w-]{10}/ },
  { name: "a GitHub token", pattern: /\b(?:gh[pousr]_\w{36}|github_pat_\w{22,})/ },
  { name: "a GitLab token", pattern: /\bglpat-[\w-]{20}/ },
  { name: "a Slack token", pattern: /\bxox[abprs]-[\w-]{10,}/ },
  { name: "a password in a URL", pattern: /:\/\/[^\s/:@]{1,100}:(?![${<*])[^\s/:@]{3,200}@/ },
  {
    name: "a password",
    pattern:
      /\b(?:password|passwd|passphrase|secret[_-]?key|api[_-]?key|access[_-]?token|auth[_-]?token)["']?[ \t]*(?::|=>?)[ \t]*["']?(?![/$<{*]|true\b|false\b|null\b|none\b|required\b|optional\b)[^\s"',;]{4,}/i,
  },
];

/** One cheap look that lets nearly every text pass before the shapes are tried. */
const suspicious =
  /PRIVATE KEY|AKIA|ASIA|eyJ|gh[pousr]_|github_pat|glpat|xox|:\/\/[^\s/]{0,300}@|pass|secret|api[_-]?key|token/i;

/** What kind of credential the text holds, or nothing. */
export function secretInText(text: string): string | undefined {
  if (text.length < 8 || !suspicious.test(text)) return undefined;
  return shapes.find(({ pattern }) => pattern.test(text))?.name;
}

/** Names of variables and keys whose values are credentials. */
const secretName =
  /(?:^|[_.-])(?:password|passwd|passphrase|secret|secret[_-]?key|api[_-]?key|private[_-]?key|token)$/i;

/** Whether a literal value under such a name gives the credential away; references and paths do not. */
export function isSecretSetting(name: string, value: string): boolean {
  return secretName.test(name) && value.length > 0 && !/^(?:[/$<{*]|true$|false$|none$)/i.test(value);
}
