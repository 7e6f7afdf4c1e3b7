/** Names and values in a text of any format: YAML, JSON, TOML, INI, XML, environment files, programs, command lines. */

import { isEntryOf } from "./secret-names.ts";

export interface NamedValue {
  readonly name: string;
  readonly value: string;
}

/** What a program wraps around a literal. */
const wrapped = `(?:(?:\\[\\]byte|String::from|new String|bytes|bytearray|Buffer\\.from|Secret(?:Str|String)?(?:::new|::from)?|String\\.valueOf)\\(\\s?b?)?`;
const quoted = `"""([^"]{1,500})|"((?:[^"\\\\\\n]|\\\\.){1,500})"|'([^'\\n]{1,500})'`;
const bare = `\\[?([^\\s"'\`,;&}\\][<][^\\s"',;&}\\]<]{0,500})`;
/** What stands between a name and its value: also that of a type (`PASSWORD: str =`) and of a make file. */
const separator = `(?::\\s?(?:str|string|String|bytes|Final|SecretStr|\\w{1,20}\\[\\w{1,20}\\])\\s=|=>|:=|\\?=|[:=：])`;
/** The value is looked at and left there: it may hold names itself. */
const value = `(?=(?:${wrapped}(?:${quoted})|${bare})([^\\n]{0,40}))`;

const assignment = new RegExp(
  `(?<=^|[\\s"'{,;([?&<=$#/|-])([A-Za-z][\\w.-]{1,60})["']?\\]?[ \\t]{0,4}${separator}(?:[ \\t]{0,8}|[ \\t]?\\\\\\n[ \\t]{1,8})${value}`,
  "g",
);
/** Expressions that say a name and a value in this order. */
const pairs: readonly RegExp[] = [
  /(?:^|\s)--([a-z][\w-]{1,60})[ \t]+["']?([^\s"'-][^\s"'\]]{2,200})/g,
  /--([a-z][\w-]{1,60})["']?\s{0,3},?\s{1,40}(?:-\s)?["']?([^\s"',[\]-][^\s"',\]]{5,500})/g,
  /<(?:\w{1,20}:)?([A-Za-z][\w.-]{1,60})(?:\s[^<>\n]{1,100}[^/])?>\s{0,20}(?:<!\[CDATA\[|<[Vv]alue>\s{0,20})?([^<\n\]]{1,500})(?:\]\]>)?</g,
  // `name` and `value`, `key` and `value` of YAML, JSON and XML.
  /\b(?:name|key|Name|property|id)(?:"?\s{0,3}[:=]\s{0,3}|>)["']?([A-Za-z][\w.-]{1,80})(?:["']|<\/\w{1,20}>)?[\s,]{0,20}(?:(?:<|")?(?:value|string|Value|text)(?:"?\s{0,3}[:=]\s{0,3}|>)|>)\s{0,20}(?:<value>\s{0,20})?["']?([^\s"'<]{1,500})/g,
  /<key>([A-Za-z][\w.-]{1,60})<\/key>\s{0,20}<string>([^<\n]{1,500})</g,
  // Two words, as people write them: `Unseal Key 1: ...`.
  /(?<=^|[^\w])([A-Za-z]{2,20} (?:key|token|secret))(?: ?#?\d{1,2})?[ \t]{0,4}[:=][ \t]{0,4}["']?([^\s"'<]{6,500})/gi,
  // What is taken where a variable is not set, in shells, compose files, Spring and programs.
  /\$\{([A-Za-z][\w.-]{1,60})(?::[-=]?|-|=)(?![?+$])([^\s"'{}$?+:-][^"'{}\n]{2,200})\}/g,
  /\bprocess\.env(?:\.|\[["'`])(\w{2,60})(?:["'`]\])?\s?(?:\?\?|\|\|)\s?["'`]([^"'`\n]{3,200})["'`]/g,
  /(?:env|ENV|environ|Property|Default|Else|config|settings?)(?:\w{0,20}|\.(?:get|fetch))\(\s?["']([A-Za-z][\w.-]{1,60})["'],\s?(?:default\s?=\s?)?["']([^"'\n]{3,200})["']\s?\)/g,
  // Calls that say a name and a value.
  /\b(?:define|put\w{0,20}|set\w{0,20}|add\w{0,20}|append|header|param\w{0,10}|with\w{0,20})\(\s?["']([A-Za-z][\w.-]{1,60})["'],\s?["']([^"'\n]{3,200})["']\s?[,)]/gi,
  // A block of the name that holds the value under a word that says nothing.
  /(?<=([A-Za-z][\w.-]{1,60})["']?\s?[:=]?\s?\{?\s{1,20}["']?)(?:inline|inline_string|inlineString|value|plain|stringValue|literal)["']?\s{0,3}[:=]\s{0,3}["']?([^\s"'{}]{1,500})/g,
];
/** Lists below a name, in a line or an item a line. */
const lists =
  /(?<=^|[\s"'{,])([A-Za-z][\w.-]{1,60})["']?\s?[:=]\s?(?:\[([^\]\n]{3,500})\]|\n((?:[ \t]*-[ \t]+[^\n]{1,300}(?:\n|$)){1,30}))/g;
/** Entries of a collection, a line each: `credentials:` and below it `db: ...`. */
const collections =
  /(?<=^|[\s"'{,])((?:[A-Za-z][\w.-]{0,40})?(?:passwords|passphrases|secrets|tokens|credentials|creds|apikeys))["']?[ \t]?[:=]?[ \t]?\{?\n((?:[ \t]+["']?[\w.-]{1,60}["']?[ \t]?[:=][ \t]?[^\n]{1,300}(?:\n|$)){1,30})/gi;
const entry = /^[ \t]+["']?([\w.-]{1,60})["']?[ \t]?[:=][ \t]?["']?([^\s"',]{1,300})["']?,?$/;
const reversed =
  /"?value"?\s{0,3}:\s{0,3}"?([^\s"]{1,500})"?\s{0,3},?\s{0,20}"?name"?\s{0,3}:\s{0,3}"?([A-Za-z][\w.-]{1,60})/g;

/** All of them, as far as one line says both. */
export function namedValues(text: string): readonly NamedValue[] {
  const found: NamedValue[] = [];
  for (const match of text.matchAll(assignment)) {
    // `${NAME:` and `checksum/secret:` are none.
    if (!/(?:\$\{|(?:checksum|digest)\/)$/.test(text.slice(Math.max(0, match.index - 9), match.index))) {
      add(found, match[1] ?? "", match.slice(2), match[0].endsWith("="));
    }
  }
  for (const [, written = "", name = ""] of text.matchAll(reversed)) found.push({ name, value: written });
  for (const [, name = "", inLine, below = ""] of text.matchAll(lists)) {
    for (const value of inLine === undefined ? below.split("\n") : inLine.split(",")) {
      const item = value.replace(/^[ \t]*-[ \t]+/, "").trim();
      // An item may be a mapping, of which each name stands for itself.
      if (!/^[{[]|:\s|:$/.test(item)) found.push({ name, value: item.replace(/^["']|["']$/g, "") });
    }
  }
  for (const [, collection = "", below = ""] of text.matchAll(collections)) {
    for (const line of below.split("\n")) {
      const [, name = "", value = ""] = entry.exec(line) ?? [];
      if (name !== "" && isEntryOf(collection, name)) found.push({ name: collection, value });
    }
  }
  for (const pattern of pairs) {
    for (const [, name = "", written = ""] of text.matchAll(pattern)) found.push({ name, value: written });
  }
  return found;
}

function add(found: NamedValue[], name: string, groups: readonly (string | undefined)[], isJoined: boolean): void {
  const [triple, double, single, unquoted, rest = ""] = groups;
  const isShell = /^[A-Z][A-Z0-9_]*$/.test(name);
  // Unquoted words in a row are a sentence, unless the shell sets a variable for a command, or a command has an option.
  if (unquoted !== undefined && !isShell && !isJoined && isSentence(unquoted, rest)) return;
  found.push({ name, value: triple ?? double ?? single ?? unquoted ?? "" });
}

function isSentence(first: string, rest: string): boolean {
  return /^[ \t]+(?!#|\/\/|--)[a-z]+[ ,.]/i.test(rest) || (/^\p{L}+$/u.test(first) && /^[ \t]+\p{L}+$/u.test(rest));
}
