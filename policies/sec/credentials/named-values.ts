/** Names and values in a text of any format: YAML, JSON, TOML, INI, XML, environment files, command lines. */

export interface NamedValue {
  readonly name: string;
  readonly value: string;
}

const assignment =
  /(?:^|[\s"'{,;([?&<-])([A-Za-z][\w.-]{1,60})["']?[ \t]{0,4}(?:=>|:=|[:=])[ \t]{0,8}(?:"((?:[^"\\\n]|\\.){1,500})"|'([^'\n]{1,500})'|\[?([^\s"'`,;&}\][<][^\s"',;&}\]<]{0,500}))(?=([^\n]{0,40}))/g;
const flag = /(?:^|\s)--([a-z][\w-]{1,60})[ \t]+["']?([^\s"'-][^\s"']{2,200})/g;
const element = /<([A-Za-z][\w.-]{1,60})>([^<\n]{1,500})<\/\1>/g;
const argument = /--([a-z][\w-]{1,60})["']?\s{0,3},?\s{1,40}(?:-\s)?["']?([^\s"',[\]-][^\s"',]{5,500})/g;
const reversed =
  /"?value"?\s{0,3}:\s{0,3}"?([^\s"]{1,500})"?\s{0,3},?\s{0,20}"?name"?\s{0,3}:\s{0,3}"?([A-Za-z][\w.-]{1,60})/g;
const pair =
  /"?name"?\s{0,3}:\s{0,3}"?([A-Za-z][\w.-]{1,60})"?\s{0,3},?\s{0,20}"?value"?\s{0,3}:\s{0,3}"?([^\s"]{1,500})/g;

/** All of them, as far as one line says both. */
export function namedValues(text: string): readonly NamedValue[] {
  const found: NamedValue[] = [];
  for (const [, name = "", double, single, bare, rest = ""] of text.matchAll(assignment)) {
    const value = double ?? single ?? bare ?? "";
    const isShell = /^[A-Z][A-Z0-9_]*$/.test(name);
    // Unquoted words in a row are a sentence, unless the shell sets a variable for a command.
    if (bare !== undefined && !isShell && /^[ \t]+(?!#|\/\/|--)[a-z]+[ ,.]/i.test(rest)) continue;
    found.push({ name, value });
    // JSON that is quoted in YAML, YAML that is quoted in JSON.
    if (bare === undefined ? /[:=]/.test(value) : /[?&][\w-]+=/.test(value))
      found.push(...namedValues(value.replaceAll('\\"', '"')));
  }
  for (const [, value = "", name = ""] of text.matchAll(reversed)) found.push({ name, value });
  for (const pattern of [flag, argument, element, pair]) {
    for (const [, name = "", value = ""] of text.matchAll(pattern)) found.push({ name, value });
  }
  return found;
}
