/** Names and values in a text of any format: YAML, JSON, TOML, INI, XML, environment files, command lines. */

export interface NamedValue {
  readonly name: string;
  readonly value: string;
}

const assignment =
  /(?:^|[\s"'{,;([?&<-])([A-Za-z][\w.-]{1,60})["']?[ \t]{0,4}(?:=>|:=|[:=])[ \t]{0,8}(?:"((?:[^"\\\n]|\\.){1,500})"|'([^'\n]{1,500})'|\[?([^\s"'`,;&}\][<][^\s"',;&}\]<]{0,500}))(?=([^\n]{0,40}))/g;
const flag = /(?:^|\s)--([a-z][\w-]{1,60})[ \t]+["']?([^\s"'-][^\s"']{2,200})/g;
const element = /<([A-Za-z][\w.-]{1,60})>([^<\n]{1,500})<\/\1>/g;
const pair =
  /"?name"?\s{0,3}:\s{0,3}"?([A-Za-z][\w.-]{1,60})"?\s{0,3},?\s{1,20}"?value"?\s{0,3}:\s{0,3}"?([^\s"]{1,500})/g;

/** All of them, as far as one line says both. */
export function namedValues(text: string): readonly NamedValue[] {
  const found: NamedValue[] = [];
  for (const [, name = "", double, single, bare, rest = ""] of text.matchAll(assignment)) {
    const value = double ?? single ?? bare ?? "";
    // Unquoted words in a row are a sentence.
    if (bare !== undefined && /^[ \t]+(?!#|\/\/|--)[a-z]+[ ,.]/i.test(rest)) continue;
    found.push({ name, value });
    // JSON that is quoted in YAML, YAML that is quoted in JSON.
    if (bare === undefined && /[:=]/.test(value)) found.push(...namedValues(value.replaceAll('\\"', '"')));
  }
  for (const pattern of [flag, element, pair]) {
    for (const [, name = "", value = ""] of text.matchAll(pattern)) found.push({ name, value });
  }
  return found;
}
