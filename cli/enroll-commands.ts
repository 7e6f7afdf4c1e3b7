/** The commands of the enrolment of servers. */

import type { Command } from "./command.ts";
import { fleet, format, region } from "./command-options.ts";

export const enrollCommands: readonly Command[] = [
  {
    name: "enroll",
    summary: "let servers enrol by themselves: the service, its tokens, media and labels, who has which host",
    positionals: [
      {
        name: "ACTION",
        required: true,
        help: "serve, token, revoke, medium, labels, list, forget or release",
      },
      {
        name: "NAME",
        required: false,
        help: "token: a region or a host; release: a host; revoke, forget: an id. A host is SITE/HOST, or HOST alone",
      },
    ],
    options: [
      fleet,
      region,
      { name: "state", value: "DIR", help: "the service's own folder: its authority, hashes of tokens, the audit log" },
      { name: "claims", value: "REPO", help: "serve, list, release: Git repository of claims, a folder or a URL" },
      {
        name: "from",
        value: "BASE",
        help: "serve: where the repositories are (default: `repositories` of sites/fleet.yaml)",
      },
      { name: "url", value: "URL", help: "serve, medium, labels: https://, as servers reach the service" },
      { name: "listen", value: "HOST:PORT", help: "serve: address to listen at (default: all, at the port of --url)" },
      {
        name: "secrets",
        value: "WHERE",
        help: "serve: folder of secrets, or URL of Vault with its mount; VAULT_TOKEN_FILE names the file of its token",
      },
      {
        name: "certificate",
        value: "FILE",
        help: "serve: PEM of the service's certificate, when your own authority vouches for it",
      },
      { name: "key", value: "FILE", help: "serve: PEM of its key" },
      {
        name: "trust",
        value: "FILE",
        help: "medium: PEM of the authority that vouches for the service (default: that of --state)",
      },
      {
        name: "expires",
        value: "WHEN",
        help: "token, medium, labels: hours or days from now, like 12h or 30d (default: 7d)",
      },
      { name: "once", help: "token of a region: for one server alone; that of a host always is" },
      { name: "site", value: "S", help: "labels: only the servers of this site" },
      { name: "with-token", help: "medium: with a token of the region on it, so that nobody types one" },
      { name: "engine", value: "NAME", help: "medium: of which provisioner, where several enrol" },
      { name: "reason", value: "TEXT", help: "release: why, for the history" },
      {
        name: "out",
        value: "FILE",
        help: "token, medium, labels: file to write to; what opens something is printed nowhere",
      },
      { ...format("text", "json", "yaml"), help: "list: text, json, or yaml for the zone file (default: text)" },
    ],
    examples: [
      "flotilla enroll serve --state /var/lib/flotilla --claims https://git.panji.example/fleet/enrolment.git --url https://enroll.panji.example:8443 --secrets /etc/flotilla/secrets",
      "flotilla enroll token guangdong --state /var/lib/flotilla --expires 30d --out token.txt",
      "flotilla enroll labels --site gd-sz-nanshan-01 --state /var/lib/flotilla --url https://enroll.panji.example:8443 --out labels.html",
      "flotilla enroll list --state /var/lib/flotilla --format yaml",
    ],
    load: () => import("./commands/enroll.ts"),
  },
];
