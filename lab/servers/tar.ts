import { gzipSync } from "node:zlib";

/** A file of an archive. */
export interface ArchiveFile {
  readonly bytes: Buffer;
  readonly isExecutable?: boolean;
}

/** A gzipped tar archive (ustar) of text files by path, at most 100 characters each; equal files give equal bytes. */
export function tarball(files: Readonly<Record<string, string>>): Buffer {
  const entries = Object.entries(files).map(([path, text]) => [path, { bytes: Buffer.from(text) }] as const);
  return gzipSync(archive(Object.fromEntries(entries)));
}

/** The same of any files, as it is before it is compressed. */
export function archive(files: Readonly<Record<string, ArchiveFile>>): Buffer {
  const blocks = Object.entries(files).flatMap(([path, { bytes, isExecutable = false }]) => {
    const padding = Buffer.alloc((512 - (bytes.length % 512)) % 512);
    return [header(path, bytes.length, isExecutable ? 0o755 : 0o644), bytes, padding];
  });
  return Buffer.concat([...blocks, Buffer.alloc(1024)]);
}

/** POSIX.1-1988 ustar header of a regular file. */
function header(path: string, size: number, mode: number): Buffer {
  const block = Buffer.alloc(512);
  const octal = (value: number, length: number) => `${value.toString(8).padStart(length - 1, "0")}\0`;
  block.write(path, 0, 100);
  block.write(octal(mode, 8), 100);
  block.write(octal(0, 8), 108);
  block.write(octal(0, 8), 116);
  block.write(octal(size, 12), 124);
  block.write(octal(0, 12), 136);
  block.write(" ".repeat(8), 148);
  block.write("0", 156);
  block.write("ustar\x0000", 257);
  const sum = block.reduce((total, byte) => total + byte, 0);
  block.write(`${sum.toString(8).padStart(6, "0")}\0 `, 148);
  return block;
}
