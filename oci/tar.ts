/** Archives that are the same for the same files: in the order of names, without owners, times and folders. */

const BLOCK = 512;
/** tar(5), "POSIX ustar Archives": where the fields of a header lie. */
const NAME = 100;
const PREFIX = 155;

/**
 * @param files text by path, which has no slash at its beginning
 * @returns a ustar archive; a path that it has no room for comes by a pax record
 */
export function tarOf(files: ReadonlyMap<string, string>): Buffer {
  const parts: Buffer[] = [];
  for (const path of [...files.keys()].sort()) {
    const body = Buffer.from(files.get(path) ?? "");
    const split = splitName(path);
    if (!split) parts.push(...paxRecord(path));
    parts.push(header(split ?? { name: "long-name", prefix: "" }, body.length, "0"), body, padding(body.length));
  }
  parts.push(Buffer.alloc(2 * BLOCK));
  return Buffer.concat(parts);
}

interface Name {
  readonly name: string;
  readonly prefix: string;
}

/** Undefined for a path that does not fit. */
function splitName(path: string): Name | undefined {
  if (Buffer.byteLength(path) <= NAME) return { name: path, prefix: "" };
  for (let slash = path.indexOf("/"); slash > 0; slash = path.indexOf("/", slash + 1)) {
    const [prefix, name] = [path.slice(0, slash), path.slice(slash + 1)];
    if (Buffer.byteLength(prefix) <= PREFIX && Buffer.byteLength(name) <= NAME) return { name, prefix };
  }
  return undefined;
}

/** A file before the file, with its path: `<length> path=<path>\n`, where the length counts itself. */
function paxRecord(path: string): readonly Buffer[] {
  const rest = ` path=${path}\n`;
  const size = Buffer.byteLength(rest);
  const digits = String(size + String(size).length).length;
  const body = Buffer.from(`${size + digits}${rest}`);
  return [header({ name: "pax", prefix: "" }, body.length, "x"), body, padding(body.length)];
}

function header({ name, prefix }: Name, size: number, type: "0" | "x"): Buffer {
  const block = Buffer.alloc(BLOCK);
  block.write(name, 0);
  block.write(`0000644\0${"0000000\0".repeat(2)}`, 100);
  block.write(`${size.toString(8).padStart(11, "0")}\0${"0".repeat(11)}\0${" ".repeat(8)}${type}`, 124);
  block.write("ustar\x0000", 257);
  block.write(prefix, 345);
  const sum = block.reduce((total, byte) => total + byte, 0);
  block.write(`${sum.toString(8).padStart(6, "0")}\0 `, 148);
  return block;
}

function padding(size: number): Buffer {
  return Buffer.alloc((BLOCK - (size % BLOCK)) % BLOCK);
}
