/** Strings that some reader of YAML takes for something else when they stand unquoted or carelessly quoted. */
export const HOSTILE_STRINGS: readonly string[] = [
  // Empty and blank.
  ...["", " ", "  ", "\t", "\n", "\n\n", "\r", "\r\n", " \n", "\n ", "\t\n", " a", "a ", "\ta", "a\t"],
  // Booleans and nulls of either version.
  ...["y", "Y", "n", "N", "yes", "Yes", "NO", "no", "on", "Off", "true", "True", "FALSE", "null", "Null", "~"],
  // Integers: signs, octal of both versions, hexadecimal, binary, grouped, base 60.
  ...["0", "-1", "+1", "007", "0o7", "0x1F", "0b11", "1_000", "_1", "1:20", "190:20:30", "02:44:0c:00:00:01"],
  // Floats.
  ...["1.", ".5", "1.5", "-.5", "1e3", "1E+3", "1.5e-3", "e1", "E5", "e-5", "e+5", ".inf", "-.Inf", ".NaN", "nan"],
  ...["1.2.3", "10.44.12.10", "10.44.12.0/26", "10m", "1h30m", "2Gi", "1e", "685.230_15", "1__0", "+", "."],
  // Dates, and the identity of a site that looks like a number.
  ...["2001-12-14", "2001-12-14t21:59:43.10-05:00", "2001-12-14 21:59:43Z", "12e03", "1e10", "4c4c4544"],
  // Indicators at the start.
  ...["- a", "-", "--", "---", "--- a", "...", "? a", "?", ":", ": a", ":a", ",", "[", "]", "[a]", "{", "}"],
  ...["{}", "{a: b}"],
  ...["#", "# a", "&a", "*a", "!a", "!!str a", "|", "|-", ">", "> a", "'", "'a'", '"', '"a"', "%"],
  ...["%YAML 1.2", "@a", "`a`", "=", "<<"],
  // Indicators inside and at the end.
  ...["a: b", "a:b", "a:", "a #b", "a# b", "a, b", "a - b", "a ? b", "a\\b", "\\", "\\n", "a'b", 'a"b'],
  ...["--v=2", "-e5", "./a", "../a", "/"],
  // Text of several lines: chomping, indentation, document marks, tabs, blanks at line ends, comments.
  ...["a\n", "a\n\n", "a\n\n\n", "a\nb", "a\n\nb", "a\n b\n", " a\nb", "\na", "a \nb", "a\n \nb", "a\n\tb\n"],
  ...["a\n---\nb\n", "---\na"],
  ...["a\n...\n", "# a\nb\n", "a\n# b", "a: |\n  b\n", "- a\n- b\n", "a\r\nb\r\n", "a\rb", "a\nb ", "a\nb\t"],
  ...["\n\n  a", "a\n\n "],
  // Characters: controls of both sets, separators that were line breaks in version 1.1, marks, half and whole pairs.
  ...["\0", "a\0b", "\x07", "\x1b[0m", "\x7f", "\x80", "\x85", "a\x85b\nc", "\x9f", "\xa0", "\xad", "\u2028"],
  ...["a\u2029b", "a\u2028\nb"],
  ...["\ufeff", "\ufeffa", "a\ufeff\nb", "\ufffe", "\uffff", "\ud800", "a\udc00\nb", "深圳", "深圳\n南山\n", "é"],
  ...["e\u0301", "😀", "😀\nb", "\u200b"],
  // Names with a meaning in JavaScript.
  ...["__proto__", "constructor", "toString", "undefined", "NaN", "Infinity", "[object Object]"],
  // Length: beyond the characters that YAML grants to a simple key.
  ...["x".repeat(1025), "x: ".repeat(400), `${"long ".repeat(300)}\nline`],
];
