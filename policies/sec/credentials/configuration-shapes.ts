/** Statements of configurations of which the last word is a password, whatever it is: no sentence reads like them. */

import type { TokenShape } from "./token-shapes.ts";

/** As the manuals of each program and device have them. */
export const configurationShapes: readonly TokenShape[] = [
  // redis.conf, keepalived.conf(5), Kickstart, FortiOS, HAProxy's userlists, nslcd.conf(5).
  {
    name: "a password of a service",
    pattern:
      /\b(?:auth_pass|requirepass|masterauth|rootpw|psksecret|insecure-password|bindpw)[ \t]{1,20}(?:--\w{1,20}[ \t]{1,8}){0,3}["']?(?![-$<{%*\\]|__|@)[^\s"'/]{4,100}["']?[ \t]*(?:[;}#\r\n]|$)/m,
  },
  // Cisco IOS and its kin: username, snmp-server, a key of the types 5 to 9.
  {
    name: "a password of a switch",
    pattern:
      /^[ \t]*username[ \t]\S{1,60}[ \t](?:privilege[ \t]\d{1,2}|role[ \t]\S{1,40})[ \t](?:secret|password)[ \t](?:\d[ \t])?(?![<{%*])\S{4,}|\bkey[ \t][5-9][ \t](?=\S{0,40}\d)[^\s"]{8,}/m,
  },
  {
    name: "a community of SNMP",
    pattern: /\bsnmp-server[ \t](?:host[ \t][^\n]{1,60}?version[ \t](?:1|2c)|community)[ \t](?!public\b)[^\s"$<{*]{4,}/,
  },
  // bgpd of FRR and its kin; HAProxy's page of statistics; answers to Debian's installer.
  {
    name: "a password of a neighbour",
    pattern: /\bneighbor[ \t]\S{1,60}[ \t]password[ \t](?:\d[ \t])?(?![<{$*])\S{4,}/,
  },
  {
    name: "a password of TACACS",
    pattern: /\b(?:login|enable|chap|pap|opap|global)[ \t]?=[ \t]?(?:cleartext|des)[ \t]["']?(?![<{$*])[^\s"']{6,}/,
  },
  {
    name: "a password of a page of statistics",
    pattern: /\bstats[ \t]{1,8}auth[ \t]{1,8}[\w.@-]{1,60}:(?![<{$*])\S{4,}/,
  },
  {
    name: "a password of an installation",
    pattern:
      /\bpasswd\/(?:root|user)-password(?:-again|-crypted)?[ \t]{1,8}(?:password|string)[ \t]{1,8}(?![<{$*])\S{4,}/,
  },
  {
    name: "a token",
    pattern: /token[ \t]{1,8}["']?[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/i,
  },
  // swanctl.conf, Junos, nmcli(1), UCI of OpenWrt.
  {
    name: "a pre-shared key",
    pattern:
      /\b(?:psk|PSK|pre-shared-key)["']?[ \t]{1,8}["'](?![$<{%*])[^"'\n]{8,100}["']|\boption[ \t](?:key|sae_password|password)[ \t]['"](?![$<{%*])[^'"\n]{8,63}['"]/,
  },
  // SQL of MySQL, PostgreSQL, Oracle.
  {
    name: "a password of a database's user",
    pattern:
      /\b(?:USER|ROLE|LOGIN|ENCRYPTED|IDENTIFIED)\b[^\n]{0,100}?(?:BY|PASSWORD)[ \t]{1,8}(?:PASSWORD[ \t]{1,8})?'(?![$<{%*])[^'\n]{4,100}'/,
  },
  // Redis's ACL file.
  {
    name: "a password of Redis",
    pattern: /^[ \t]*user[ \t]\S{1,60}[ \t][^\n]{0,100}?[ \t](?:>[^\s<$]{4,}|#[0-9a-f]{64}\b)/m,
  },
  // OpenVPN's inline block; a peer of pppd(8); LUKS in Ignition's configuration; expect(1); Nagios's resource.cfg.
  {
    name: "a password of OpenVPN",
    pattern: /<auth-user-pass>[^\n]{0,4}\n[^\n]{1,100}\n(?![$<{%*])[^\n]{4,}/,
  },
  { name: "a password of PPP", pattern: /^[ \t]*password[ \t]{1,8}"(?![$<{%*])[^\s"]{6,100}";?[ \t]*$/m },
  {
    name: "a key of a disk",
    pattern: /\bkey_?[fF]ile["']?\s?:\s?\{?\s{0,20}["']?inline["']?\s?:\s?["']?(?![$<{%*])[^\s"']{6,}/,
  },
  {
    name: "a password that a script types",
    pattern: /assword:?[^\n]{0,20}\n[ \t]*send[ \t](?:-- )?"(?![$<{%*])[^\s"$]{5,60}\\[rn]"/,
  },
  {
    name: "a macro of Nagios",
    pattern: /^\$USER\d{1,3}\$[ \t]?=[ \t]?(?=[^\s]{0,60}\d)(?=[^\s]{0,60}[A-Za-z])[^\s/:]{6,100}[ \t]*$/m,
  },
];
