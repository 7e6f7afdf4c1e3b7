/** Files and folders as entries of the stages of Kairos. */

import { yamlBlock } from "../../../model/yaml-text.ts";

/**
 * What orders to living servers write. Kairos plays the files of this folder in the order of their names; the one of the
 * installation is 90_custom.yaml.
 */
export const LATER_CONFIG = "/oem/95_flotilla.yaml";

/** A file that a stage of Kairos writes on the host. */
export interface StageFile {
  readonly path: string;
  readonly content: string;
  /** Readable by root alone. */
  readonly isPrivate?: true;
}

/** Column of the list `files` inside a step of a stage. */
const COLUMN = 4;

const FOLDER_MODE = 0o755;
const PUBLIC_MODE = 0o644;
const PRIVATE_MODE = 0o600;

/** A step of a stage that writes files, as an item of its list. */
export function filesStep(name: string, files: readonly StageFile[], rest: object = {}): string {
  return `  - name: ${name}\n${foldersEntry(files)}${yamlBlock(rest, COLUMN)}    files:\n${files.map(fileEntry).join("")}`;
}

/**
 * The folders that drop-in files need, as the entry `directories` of a step. Kairos makes a missing folder itself, but for
 * root alone to enter (yip pkg/plugins/files.go), and systemd's network and time services have users of their own.
 */
function foldersEntry(files: readonly StageFile[]): string {
  const folders = files.map(({ path }) => path.slice(0, path.lastIndexOf("/"))).filter((path) => path.endsWith(".d"));
  const directories = [...new Set(folders)].map((path) => ({ path, permissions: FOLDER_MODE }));
  return directories.length > 0 ? yamlBlock({ directories }, COLUMN) : "";
}

/** A file as an entry of the list `files`. Modes are numbers: YAML 1.2 reads `0644` as six hundred and forty-four. */
export function fileEntry({ path, content, isPrivate }: StageFile): string {
  const permissions = isPrivate ? PRIVATE_MODE : PUBLIC_MODE;
  return yamlBlock([{ path, permissions, content: literal(content) }], COLUMN);
}

/**
 * A content that Kairos leaves as it is. It runs each through Go's text/template (mudler/yip
 * pkg/plugins/files.go), so a double brace is written as an expression that prints it.
 */
export function literal(content: string): string {
  return content.includes("{{") ? content.replaceAll("{{", '{{ "{{" }}') : content;
}
