/** Git's objects as bytes: blob ids, trees written and read. */

import { createHash, hash } from "node:crypto";

/** Git's file modes that appear in trees (git-fast-import(1), "filemodify"). */
export const treeMode = {
  file: "100644",
  executable: "100755",
  symlink: "120000",
  submodule: "160000",
  folder: "40000",
} as const;

export interface TreeEntry {
  readonly mode: string;
  /** Name of one path segment, one character a byte (latin1). */
  readonly name: string;
  /** Object id, 40 hexadecimal digits. */
  readonly id: string;
}

/** An encoded object without its header, and its id. */
export interface GitObject {
  readonly id: string;
  readonly body: Uint8Array;
}

/** Room for the text of one object; its header ends at HEAD. Texts of other sizes than a manifest's are rare. */
const ROOM = Buffer.allocUnsafeSlow(1 << 16);
const HEAD = 32;
/** A UTF-16 code unit takes at most three bytes in UTF-8. */
const FITS = Math.floor((ROOM.length - HEAD) / 3);

/** Id of a text file in a SHA-1 repository: SHA-1 over `blob <bytes>\0<UTF-8 text>`. */
export function blobId(text: string): string {
  if (text.length > FITS) return largeBlobId(text);
  const size = ROOM.write(text, HEAD);
  const header = `blob ${size}\0`;
  const start = HEAD - header.length;
  ROOM.write(header, start, "latin1");
  return hash("sha1", ROOM.subarray(start, HEAD + size));
}

function largeBlobId(text: string): string {
  return createHash("sha1")
    .update(`blob ${Buffer.byteLength(text)}\0`)
    .update(text)
    .digest("hex");
}

/** Id of any object body in a SHA-1 repository. */
export function objectId(type: "blob" | "tree" | "commit", body: Uint8Array): string {
  return hash("sha1", Buffer.concat([Buffer.from(`${type} ${body.length}\0`), body]));
}

/** A tree object, its entries in Git's order: by bytes, folders compared as if their name ended in a slash. */
export function encodeTree(entries: readonly TreeEntry[]): GitObject {
  let size = 0;
  for (const { mode, name } of entries) size += mode.length + name.length + 22;
  const header = `tree ${size}\0`;
  const buffer = Buffer.allocUnsafe(header.length + size);
  let at = buffer.write(header, 0, "latin1");
  for (const { mode, name, id } of entries.toSorted(byTreeOrder)) {
    at += buffer.write(`${mode} ${name}\0`, at, "latin1");
    at += buffer.write(id, at, "hex");
  }
  return { id: hash("sha1", buffer), body: buffer.subarray(header.length) };
}

/** The entries of a tree object in their stored order. */
export function decodeTree(body: Buffer): TreeEntry[] {
  const entries: TreeEntry[] = [];
  for (let at = 0; at < body.length; ) {
    const space = body.indexOf(0x20, at);
    const end = body.indexOf(0, space);
    entries.push({
      mode: body.toString("latin1", at, space),
      name: body.toString("latin1", space + 1, end),
      id: body.toString("hex", end + 1, end + 21),
    });
    at = end + 21;
  }
  return entries;
}

function byTreeOrder(a: TreeEntry, b: TreeEntry): number {
  return treeKey(a) < treeKey(b) ? -1 : 1;
}

function treeKey({ mode, name }: TreeEntry): string {
  return mode === treeMode.folder ? `${name}/` : name;
}
