/** Makes of a new fleet's files a template that `pulumi new` takes. */

import { providerFolder } from "./repository-files.ts";

/** What `pulumi new` puts the project's name in place of. */
// biome-ignore lint/suspicious/noTemplateCurlyInString: Pulumi's own notation
export const templateName = "${PROJECT}";

/** `pulumi new` wants the provider's folder before anything is installed, so a template brings one that leads on. */
const ownFolder = "stacks/provider";
const program = "pulumi-resource-flotilla";

/** Paths of files that others start. */
export const executables: ReadonlySet<string> = new Set([`${ownFolder}/${program}`]);

/** @param files of a fleet whose name is `templateName` */
export function pulumiTemplate(files: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  const project = files.get("Pulumi.yaml") ?? "";
  return new Map([
    ...files,
    [
      "Pulumi.yaml",
      `${project.replace(providerFolder, ownFolder)}template:
  description: A fleet of edge sites as code, as flotilla init makes it
`,
    ],
    [`${ownFolder}/${program}`, `#!/bin/sh\nexec "$(dirname "$0")/../../${providerFolder}/${program}" "$@"\n`],
    [`${ownFolder}/${program}.cmd`, `@"%~dp0..\\..\\${providerFolder.replaceAll("/", "\\")}\\${program}.cmd" %*\n`],
  ]);
}
