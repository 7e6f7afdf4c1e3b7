/** Imports that lead nowhere, one a row: Node names the importing file, but no line of it. */

import { configFile, edited, engineFile } from "./sound-code.ts";

/** What is put into which file, and how it is told. */
export const brokenImports: readonly (readonly [what: string, file: string, text: string, told: RegExp])[] = [
  [
    "a file that is not there",
    configFile,
    edited(configFile, /^/, '\nimport "./profiles/gone.ts";\n'),
    /^flotilla\.config\.ts:2:8: error config\/failed: .*'profiles\/gone\.ts' imported from flotilla\.config\.ts$/m,
  ],
  [
    "a package that is not there, deeper in the code",
    engineFile,
    edited(engineFile, /^/, 'import "not-to-be-had";\n'),
    /^engines\/.*\.ts:1:8: error config\/failed: .*'not-to-be-had' imported from engines\/.*\.ts$/m,
  ],
  [
    "an entry that the package has not",
    engineFile,
    edited(engineFile, /^/, 'import "@flotilla-fleet/flotilla/nothing";\n'),
    /^engines\/.*\.ts:1:8: error config\/failed/m,
  ],
];
