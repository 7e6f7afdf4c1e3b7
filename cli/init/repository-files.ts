/** What makes a folder a repository of its own: package, compiler, Pulumi project, editor, README. */

import { basename } from "node:path";
import { packageName, version } from "../../pipeline/version.ts";

/** Names of the stacks of a new fleet. */
const stacks = ["centre", "north"] as const;

/** A name of a package and of a Pulumi project, by that of the folder. */
export function projectName(folder: string): string {
  const name = basename(folder).toLowerCase();
  return name.replace(/[^a-z0-9-]+/g, "-").replace(/^-+|-+$/g, "") || "fleet";
}

/** A name of a fleet begins with a letter and is short, since it becomes part of others. */
export function fleetName(project: string): string {
  const name = /^[a-z]/.test(project) ? project : `fleet-${project}`;
  return name.slice(0, 30).replace(/-+$/, "");
}

/** Text by path. @param name of the package and of the Pulumi project */
export function repositoryFiles(name: string): ReadonlyMap<string, string> {
  return new Map([
    ["package.json", json(manifest(name))],
    [
      ".npmrc",
      "# Nothing that a fleet depends on needs to run a script of its own while it is installed.\nignore-scripts=true\n",
    ],
    ["tsconfig.json", tsconfig],
    ["tsconfig.code.json", json(codeTsconfig)],
    [".gitignore", "node_modules/\nout/\n"],
    [
      ".editorconfig",
      "root = true\n\n[*]\ncharset = utf-8\nend_of_line = lf\ninsert_final_newline = true\nindent_style = space\nindent_size = 2\n",
    ],
    [".vscode/extensions.json", json({ recommendations: ["redhat.vscode-yaml"] })],
    [".vscode/settings.json", json({ "yaml.schemas": editorSchemas, "files.eol": "\n" })],
    ["Pulumi.yaml", pulumiProject(name)],
    ...stacks.map((stack) => [`stacks/Pulumi.${stack}.yaml`, stackSettings] as const),
    ["README.md", readme(name)],
  ]);
}

function manifest(name: string): object {
  return {
    name,
    version: "0.0.0",
    private: true,
    type: "module",
    main: "stack.ts",
    engines: { node: "^22.18.0 || >=24.0.0" },
    scripts: {
      check: "flotilla check",
      // The first of it says so where Node is too old; a script before it would not run, by .npmrc.
      test: 'flotilla --version && node --test "{engines,policies,profiles}/**/*.test.ts"',
      diff: "flotilla diff --base main",
      publish: "flotilla publish --to out/repos",
      stacks: "flotilla-stacks",
    },
    devDependencies: { [packageName]: version, "@types/node": "^24.0.0" },
  };
}

/** Pulumi reads this file with a compiler of its own, which is too old for the options of ours, and fails on them. */
const tsconfig = `// Options are in tsconfig.code.json, which editors find from here: Pulumi reads this file with an older compiler.
{ "files": [], "references": [{ "path": "./tsconfig.code.json" }] }
`;

const codeTsconfig = {
  compilerOptions: {
    target: "es2024",
    lib: ["es2024"],
    module: "nodenext",
    types: ["node"],
    noEmit: true,
    strict: true,
    noUncheckedIndexedAccess: true,
    noPropertyAccessFromIndexSignature: true,
    exactOptionalPropertyTypes: true,
    verbatimModuleSyntax: true,
    erasableSyntaxOnly: true,
    allowImportingTsExtensions: true,
    skipLibCheck: true,
  },
  include: ["*.ts", "profiles/**/*.ts", "policies/**/*.ts", "engines/**/*.ts"],
  // The stack needs Pulumi's packages, which a fleet without Pulumi has not.
  exclude: ["node_modules", "stack.ts"],
};

const editorSchemas = {
  "schemas/fleet.schema.json": "sites/fleet.yaml",
  "schemas/region.schema.json": "sites/*/region.yaml",
  "schemas/app.schema.json": "apps/*/*.yaml",
  "schemas/system.schema.json": "systems/*/*.yaml",
  "schemas/cluster.schema.json": "clusters/*/*.yaml",
};

/** Where Pulumi finds the provider, from the fleet's folder. */
export const providerFolder = `node_modules/${packageName}/dist/stacks/provider`;

function pulumiProject(name: string): string {
  return `name: ${name}
description: One stack a region, and one for the centre; each publishes one GitOps repository
runtime:
  name: nodejs
  options: { typescript: false }
stackConfigDir: stacks
requiredPulumiVersion: ">=3.221.0"
plugins:
  providers:
    - name: flotilla
      path: ${providerFolder}
`;
}

const stackSettings = `# For a trial with a file backend and no passphrase. Without flotilla:to the commit goes to the fleet's own repository.
config:
  flotilla:to: out/repos
`;

function readme(name: string): string {
  return `# ${name}

A fleet of edge sites as code. Flotilla checks it and turns it into one GitOps repository a region.

\`\`\`sh
npm ci                                          # what package-lock.json names; Node 22.18 or newer
npm test                                        # tests of the fleet's own profiles and rules
npm run check                                   # every rule on the fleet
npx --no-install flotilla explain city-mall-01  # where each value of a site comes from
npx --no-install flotilla publish --to out/repos
npm run diff                                    # after the first commit: what an edit does to every cluster
\`\`\`

| folder | what it holds |
|---|---|
| sites/ | fleet.yaml, a folder a region, a file a zone |
| apps/ | a folder a tenant, a file an app |
| systems/ | where there are any: a folder a tenant, a file a system of several apps |
| profiles/ | profiles of our own, a file a version; lock.json holds what is released |
| policies/ | rules of our own, each with its test |
| flotilla.config.ts | names the profiles, rules and engines of our own |
| stacks/, Pulumi.yaml, stack.ts | one Pulumi stack a region |
| ci/ | what CI runs, in plain shell; .github/ and .gitlab-ci.yml call it |

## Types

Editors check the types of our own code by tsconfig.code.json. CI does so once the compiler is there, and a terminal as well:

\`\`\`sh
npm install --save-dev typescript@6
npx --no-install tsc --project tsconfig.code.json
\`\`\`

## An editor

\`npx --no-install flotilla schema\` teaches editors with redhat.vscode-yaml the names of this fleet: profiles with their parameters,
tenants, zones, labels. A check at a terminal keeps that up to date from then on.

## A profile

\`npx --no-install flotilla profile new edge-shop@1.1.0\` copies the newest version into a draft. Planned and shipped sites may
pin a draft. \`flotilla profile lock edge-shop@1.1.0\` releases it: from then on it never changes.

## Pulumi

\`\`\`sh
npm install --save-dev @pulumi/pulumi @pulumi/policy
npm run stacks -- init                          # a stack for every region that has none
npm run stacks -- preview                       # all regions side by side, with one summary
npm run stacks -- up
pulumi preview -s north --policy-pack policies  # one region, held to the rules by Pulumi as well
\`\`\`

A stack with \`kubeconfig\` needs \`@pulumi/kubernetes\` as well.

## A change from somebody whom nobody trusts

Profiles, rules and configuration are code, which a check runs. \`sh ci/check-foreign.sh HEAD\` takes the code of main and only
the data of the change.
`;
}

function json(value: object): string {
  return `${JSON.stringify(value, undefined, 2)}\n`;
}
