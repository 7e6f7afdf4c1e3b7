import { allocationCommands } from "./allocation-commands.ts";
import type { Command } from "./command.ts";
import { codeFrom, fleet, format, region, strict } from "./command-options.ts";
import { deliveryCommands } from "./delivery-commands.ts";
import { enrollCommands } from "./enroll-commands.ts";
import { reviewCommands } from "./review-commands.ts";

/** All commands, in the order of the help text. */
export const commands: readonly Command[] = [
  {
    name: "start",
    summary: "check the fleet and publish it to local repositories: the tour",
    positionals: [],
    options: [fleet, { name: "to", value: "BASE", help: "folder of bare repositories (default: out/repos)" }],
    examples: ["flotilla start", "flotilla start --fleet ../my-fleet"],
    load: () => import("./commands/start.ts"),
  },
  {
    name: "check",
    summary: "check the fleet against its rules",
    positionals: [],
    options: [
      fleet,
      region,
      strict,
      codeFrom,
      {
        name: "baseline",
        value: "HOW",
        choices: ["shrink", "grow"],
        help: "write sites/baseline.yaml: shrink takes out what is mended, grow adds every finding of today too",
      },
      { name: "fix", help: "make the mends that findings offer, in the fleet's files; everything else stays as it is" },
      { name: "dry-run", help: "with --fix: print a patch for `git apply`, and write nothing" },
      { name: "patch", value: "FILE", help: "with --fix: write the patch there, and leave the fleet as it is" },
      {
        name: "registry",
        help: "ask the registries whether the images are there, and built for the servers that they land on",
      },
      { name: "all", help: "every finding, also of a rule with many; text and Markdown show the first places" },
      format("text", "json", "sarif", "junit", "markdown"),
    ],
    examples: [
      "flotilla check",
      "flotilla check --region guangdong",
      "flotilla check --fix --dry-run",
      "flotilla check --format sarif > flotilla.sarif",
    ],
    load: () => import("./commands/check.ts"),
  },
  ...allocationCommands,
  {
    name: "synth",
    summary: "write the content of the repositories into a folder",
    positionals: [],
    options: [fleet, region, strict, { name: "out", value: "DIR", required: true, help: "folder to write to" }],
    examples: ["flotilla synth --out out/tree", "flotilla synth --region guangdong --out /tmp/gd"],
    load: () => import("./commands/synth.ts"),
  },
  {
    name: "publish",
    summary: "commit each region's content to its Git repository",
    positionals: [],
    options: [
      fleet,
      region,
      strict,
      {
        name: "to",
        value: "BASE",
        required: true,
        help: "a folder of bare repositories, made when missing, or a Git URL",
      },
      { name: "overwrite", help: "restore files that somebody edited or added by hand" },
      { name: "allow-older-tool", help: "go back to this version on purpose, where a newer one published last" },
    ],
    examples: [
      "flotilla publish --to out/repos",
      "flotilla publish --to https://git.panji.example/fleet --region guangdong",
    ],
    load: () => import("./commands/publish.ts"),
  },
  ...deliveryCommands,
  ...enrollCommands,
  ...reviewCommands,
  {
    name: "map",
    summary: "show the fleet as it is: a page with every site, its version, state and findings",
    positionals: [],
    options: [
      fleet,
      region,
      { name: "out", value: "FILE", help: "file to write to; a page is one HTML file that loads nothing" },
      { ...format("html", "json"), help: "html or json; json goes to stdout without --out (default: html)" },
    ],
    examples: ["flotilla map --out out/map.html", "flotilla map --region guangdong --format json"],
    load: () => import("./commands/map.ts"),
  },
  {
    name: "explain",
    summary: "tell what a site gets and from where, and where an app runs",
    positionals: [
      {
        name: "SITE",
        required: true,
        help: "name of a site, a region or `centre`; or an app or a system, TENANT/NAME",
      },
      { name: "FILE[:path]", required: false, help: "one of its files, and a field in it" },
    ],
    options: [
      fleet,
      { name: "why", value: "APP", help: "why this app is not at the site, or what hinders it there" },
      format("text", "json"),
    ],
    examples: [
      "flotilla explain gd-sz-nanshan-01",
      "flotilla explain retail/checkout",
      "flotilla explain gd-sz-nanshan-01 --why telco/metering",
      "flotilla explain gd-sz-nanshan-01 sites/shenzhen/gd-sz-nanshan-01/30-cilium",
    ],
    load: () => import("./commands/explain.ts"),
  },
  {
    name: "list",
    summary: "list sites, apps, systems, profiles, who reaches whom, or all that a mirror must hold",
    positionals: [{ name: "WHAT", required: true, help: "sites, apps, systems, profiles, paths, isolation or images" }],
    options: [
      fleet,
      region,
      { name: "profile", value: "P", help: "only where this profile is pinned, `name` or `name@version`" },
      { name: "site", value: "S", help: "only this site" },
      { name: "zone", value: "Z", help: "only sites of this zone" },
      { name: "state", value: "STATE", help: "only sites in this state" },
      { name: "ring", value: "RING", help: "only sites of this ring" },
      {
        name: "label",
        value: "K=V",
        multiple: true,
        help: "only sites with this label, or with its key, several times",
      },
      {
        ...format("text", "json", "script"),
        help: "text, json, or for images script: a shell script that copies them with oras (default: text)",
      },
    ],
    examples: [
      "flotilla list images",
      "flotilla list images --profile edge-k3s --format script > copy.sh",
      "flotilla list sites --region guangdong --state planned",
      "flotilla list apps --label customer=metro --format json",
      "flotilla list paths --site gd-sz-nanshan-01",
      "flotilla list isolation --zone shenzhen",
    ],
    load: () => import("./commands/list.ts"),
  },
  {
    name: "profile",
    summary: "draft, release and compare profiles of the fleet's own",
    positionals: [
      { name: "ACTION", required: true, help: "new, lock (release) or diff" },
      { name: "NAME@VERSION", required: false, multiple: true, help: "one to make, those to release, two to compare" },
    ],
    options: [
      fleet,
      { name: "from", value: "NAME@VERSION", help: "with new: what to begin with (default: the newest of that name)" },
    ],
    examples: [
      "flotilla profile new edge-shop@1.0.0 --from edge-k3s@1.0.0",
      "flotilla profile diff edge-shop@1.0.0 edge-shop@1.1.0",
      "flotilla profile lock edge-shop@1.1.0",
    ],
    load: () => import("./commands/profile.ts"),
  },
  {
    name: "fmt",
    summary: "write the fleet's files in one way, with their comments",
    positionals: [
      { name: "FILE", required: false, multiple: true, help: "only these files (default: all of the fleet's data)" },
    ],
    options: [fleet, { name: "check", help: "write nothing; exit with 7 when a file is written in another way" }],
    examples: ["flotilla fmt", "flotilla fmt --check", "flotilla fmt sites/guangdong/shenzhen.yaml"],
    load: () => import("./commands/fmt.ts"),
  },
  {
    name: "schema",
    summary: "write JSON Schemas of the fleet's files for editors",
    positionals: [],
    options: [
      fleet,
      { name: "out", value: "DIR", help: "folder to write to (default: schemas in the fleet's folder)" },
      { name: "plain", help: "for any fleet: without this one's profiles, tenants, zones and labels" },
    ],
    examples: ["flotilla schema", "flotilla schema --out .vscode/schemas"],
    load: () => import("./commands/schema.ts"),
  },
  {
    name: "init",
    summary: "start a fleet of your own in a folder",
    positionals: [{ name: "DIR", required: true, help: "an empty or new folder" }],
    options: [{ name: "template", help: "write a template that `pulumi new DIR` makes the same fleet of" }],
    examples: ["flotilla init ../my-fleet", "flotilla init --template ../fleet-template"],
    load: () => import("./commands/init.ts"),
  },
  {
    name: "upgrade",
    summary: "move the fleet to a newer Flotilla, and show what the tool alone changes",
    positionals: [
      {
        name: "VERSION",
        required: false,
        help: "version, tag, or the archive of a package, FILE.tgz (default: latest)",
      },
    ],
    options: [
      fleet,
      { name: "dry-run", help: "show what it changes, and leave package.json, its lock and node_modules as they are" },
      {
        name: "compare",
        value: "DIR",
        help: "only compare what this version makes with what `flotilla synth` of another wrote into DIR",
      },
      format("text", "json", "markdown"),
    ],
    examples: [
      "flotilla upgrade --dry-run",
      "flotilla upgrade 1.2.0 --format markdown",
      "flotilla upgrade flotilla-1.2.0.tgz",
    ],
    load: () => import("./commands/upgrade.ts"),
  },
  {
    name: "import",
    summary: "make a zone file of files of other tools, and tell what became of every value",
    positionals: [
      {
        name: "FILE",
        required: true,
        multiple: true,
        help: "a SiteConfig, a ClusterInstance, environment values of Sylva, or servers as CSV",
      },
    ],
    options: [
      { name: "zone", value: "NAME", required: true, help: "the zone that the sites come into" },
      { name: "region", value: "NAME", required: true, help: "the region of the zone" },
      { name: "profile", value: "NAME@VERSION", help: "of every site (default: left to be completed)" },
      {
        name: "out",
        value: "DIR",
        help: "folder of the fleet, where sites/<region>/<zone>.yaml is written unless it is there (default: stdout)",
      },
      { ...format("text", "json"), help: "of the report, text or json (default: text)" },
    ],
    examples: [
      "flotilla import site.yaml --zone shenzhen --region guangdong --profile edge-k3s@1.0.0",
      "flotilla import servers.csv --zone zhuhai --region guangdong --out .",
    ],
    load: () => import("./commands/import.ts"),
  },
  {
    name: "completion",
    summary: "print what a shell reads to complete command lines",
    positionals: [
      { name: "SHELL", required: true, help: "bash, zsh or fish; `words` is what they ask, with the line" },
      { name: "LINE", required: false, help: "with `words`: what was typed up to the cursor" },
    ],
    options: [],
    examples: ["flotilla completion bash > ~/.local/share/bash-completion/completions/flotilla"],
    load: async () => ({ run: (await import("./commands/completion.ts")).runOf(commands) }),
  },
  {
    name: "doctor",
    summary: "check that this machine can run everything",
    positionals: [],
    options: [],
    examples: ["flotilla doctor"],
    load: () => import("./commands/doctor.ts"),
  },
];
