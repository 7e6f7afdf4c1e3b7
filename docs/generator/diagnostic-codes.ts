/** What each code of a diagnostic means and what to do about it. */

import { addressCodes } from "./address-codes.ts";
import { artifactCodes } from "./artifact-codes.ts";
import { clusterCodes } from "./cluster-codes.ts";
import type { CodeFamily } from "./code-family.ts";
import { gitCodes } from "./git-codes.ts";
import { portCodes } from "./port-codes.ts";
import { registryCodes } from "./registry-codes.ts";

const config: CodeFamily = {
  name: "config",
  about:
    "The fleet's own code (`flotilla.config.ts`, `fleet.ts`, profiles, rules, engines) cannot be used. Exit code 2.",
  codes: {
    "config/failed": {
      when: "`flotilla.config.ts`, `fleet.ts` or what they import cannot be read or throws",
      next: "mend the line that is named; `npm install` where a package is missing",
    },
    "config/invalid": {
      when: "`flotilla.config.ts` says something that Flotilla does not know: an unknown key, a profile that is there twice, an id that no rule may have, an engine without a part of its contract",
      next: "mend it; `defineFleet` names every key to an editor",
    },
    "config/profile-file": {
      when: "a profile of the fleet's own does not lie in `profiles/<name>/<version>.ts`, or a file that it imports is missing",
      next: "move it there: its fingerprint is made of these files",
    },
    "config/lock": { when: "`profiles/lock.json` of the fleet is no JSON", next: "restore it from Git" },
  },
};

const load: CodeFamily = {
  name: "load",
  about: "A file of the fleet cannot be read or does not say what such a file must say. Exit code 2.",
  codes: {
    "load/missing-file": {
      when: "`sites/`, `sites/fleet.yaml` or a `region.yaml` is not there",
      next: "give the right `--fleet`, or add the file",
    },
    "load/unreadable": { when: "the operating system refuses to read a file or folder", next: "fix its permissions" },
    "load/not-a-file": { when: "a folder, a socket or the like stands where a file should be", next: "move it away" },
    "load/unexpected-file": {
      when: "a YAML file lies where none is read, or its name ends in .yml: sites would be lost silently",
      next: "move or rename it as the message says",
    },
    "load/unexpected-folder": {
      when: "the folder of a region, of a tenant's apps or of extra manifests holds a folder, or no site names a folder of manifests",
      next: "move its files one level up, or name the folder at the site that it is for",
    },
    "load/url-credentials": {
      when: "a value holds a URL with a user or a password in it",
      next: "take it out, change that password, and put it where the hint says",
    },
    "load/link": {
      when: "a link below `sites/` or `apps/` leads out of them; what is there is not read",
      next: "put the file in its place",
    },
    "load/nested-repository": {
      when: "a folder below `sites/` or `apps/` is another Git repository or a submodule, which a review does not see",
      next: "commit its files to the fleet's own repository",
    },
    "load/leftover": {
      when: "a file looks like what an editor or a merge left behind, or is a hidden YAML file; a warning",
      next: "remove it",
    },
    "load/not-read": {
      when: "hidden files and documents lie below `sites/` or `apps/`; they are named for completeness",
      next: "nothing",
    },
    "load/nesting": {
      when: "lists and mappings stand more than 64 levels deep in each other",
      next: "look for brackets that are not closed",
    },
    "load/too-large": {
      when: "a file has more than 4 MiB; it is refused unread",
      next: "split the zone into several zone files",
    },
    "load/encoding": { when: "a byte is not UTF-8", next: "save the file as UTF-8" },
    "load/empty": { when: "a file holds nothing but space and comments", next: "restore it from Git or delete it" },
    "load/syntax": {
      when: "the text is not YAML 1.2: a tab as indentation, a duplicate key, an open bracket",
      next: "fix the place as the hint says; where the structure of a file breaks, what follows in it is not judged",
    },
    "load/aliases": {
      when: "aliases expand to more than a million nodes",
      next: "write the values out, or make them parameters of a wider scope",
    },
    "load/unknown-key": {
      when: "a key that the file's schema does not know",
      next: "take the name that the hint proposes",
    },
    "load/missing-key": { when: "a required key is not there", next: "add it" },
    "load/value": {
      when: "a value has the wrong type or form",
      next: "give what the message expects; numbers meant as text go in quotes",
    },
    "load/unknown-region": {
      when: "`--region` names no region of the fleet",
      next: "take the name that the hint proposes",
    },
  },
};

const build: CodeFamily = {
  name: "build",
  about: "Files that are right by themselves do not go together. Exit code 2.",
  codes: {
    "build/duplicate-name": {
      when: "two regions, zones of a region, sites of a zone, hosts of a site or apps of a tenant have one name",
      next: "rename or remove one of them",
    },
    "build/reserved-name": {
      when: "a region is called `centre` or `apps`, or a zone `hub`",
      next: "choose another name",
    },
    "build/parameter": {
      when: "a parameter has a value that its profile does not take, or a required one has none",
      next: "correct it at the scope that is named",
    },
    "build/unknown-parameter": {
      when: "no profile below a scope declares the parameter that is set there",
      next: "take the name that the hint proposes, or remove it",
    },
    "build/unknown-reconciler": {
      when: "`orphan` or `retire` names a folder that no cluster below its scope reconciles; a warning",
      next: "take the name that the hint proposes, or remove it once the rename or removal is done",
    },
    "build/unknown-area": {
      when: "sites/OWNERS.yaml names a construct or a profile that is not there",
      next: "take the name that the hint proposes, or remove the area",
    },
  },
};

const lower: CodeFamily = {
  name: "engine, lower, shape",
  about:
    "Something cannot be turned into manifests, or a manifest is not one that its cluster would take. Exit code 2.",
  codes: {
    "engine/unsupported": {
      when: "a site or an app asks its engine for what it cannot do",
      next: "do what `next:` proposes instead",
    },
    "lower/failed": {
      when: "a layer or an engine threw",
      next: "a fault of the profile or the engine: report it with the site's file",
    },
    "lower/no-cluster": {
      when: "an engine makes objects for a cluster that is not there, or that it may not speak to",
      next: "give the region a hub, or pin a profile whose engine needs none",
    },
    "shape/invalid": {
      when: "an object has an unknown field, a value of the wrong type, or breaks a rule of its API server",
      next: "fix the layer that is named, or the parameter it reads",
    },
  },
};

const tree: CodeFamily = {
  name: "tree",
  about: "A folder that `synth` shall write is not as an earlier run left it. Nothing was written or removed in any.",
  codes: {
    "tree/damaged-inventory": {
      when: "the inventory of a folder is not JSON, lacks parts, or lists a path that leads out of its folder. Exit code 2",
      next: "restore that file, or remove it: then the files it listed are kept, and those of this run written over",
    },
    "tree/foreign-inventory": {
      when: "another tool, another fleet, another repository or a newer Flotilla wrote the inventory. Exit code 11",
      next: "give another folder with `--out`, or remove this one when nobody needs it",
    },
    "tree/in-the-way": {
      when: "a symbolic link or something of another kind is where a file or folder must be. Exit code 11",
      next: "move it away, or give another folder with `--out`",
    },
  },
};

const imports: CodeFamily = {
  name: "import",
  about: "A file that `flotilla import` shall read is none of those that it reads. Nothing was written. Exit code 2.",
  codes: {
    "import/unreadable": { when: "there is no such file, or it may not be read", next: "give the path of a file" },
    "import/unknown-format": {
      when: "a file describes no sites in a format that is read",
      next: "give a SiteConfig, a ClusterInstance, environment values of Sylva, or servers as CSV with a row of headers",
    },
    "import/csv": { when: "a quote in a list of servers is opened and never closed", next: "close it" },
  },
};

/** Every code but the ids of rules, in the order in which a run may meet them. */
const plan: CodeFamily = {
  name: "plan",
  about: "A plan against what is published found something that a publish would not get past. Exit code 11.",
  codes: {
    "plan/conflict": {
      when: "somebody else, or a newer Flotilla, changed what Flotilla owns in a published repository",
      next: "put the change into the fleet's files, then publish with `--overwrite`",
    },
  },
};

export const codeFamilies: readonly CodeFamily[] = [
  config,
  load,
  addressCodes,
  portCodes,
  clusterCodes,
  build,
  lower,
  tree,
  plan,
  gitCodes,
  artifactCodes,
  imports,
  registryCodes,
];
