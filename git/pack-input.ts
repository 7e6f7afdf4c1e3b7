/** Object types of gitformat-pack(5). */
const TYPE = { commit: 1, tree: 2, blob: 3 } as const;

export interface PackObject {
  readonly type: keyof typeof TYPE;
  /** 40 hexadecimal digits. */
  readonly id: string;
  /** Text is written as UTF-8. */
  readonly body: string | Uint8Array;
}

/** Objects laid end to end, so that another thread can take them over without a copy. */
export interface PackInput {
  /** Type number of each object. */
  readonly types: Uint8Array<ArrayBuffer>;
  /** 20 bytes each. */
  readonly ids: Uint8Array<ArrayBuffer>;
  /** Bytes of each body. */
  readonly sizes: Uint32Array<ArrayBuffer>;
  readonly bodies: Uint8Array<ArrayBuffer>;
}

/** @param objects no id twice */
export function joinObjects(objects: readonly PackObject[]): PackInput {
  const types = Uint8Array.from(objects, ({ type }) => TYPE[type]);
  const sizes = Uint32Array.from(objects, ({ body }) =>
    typeof body === "string" ? Buffer.byteLength(body) : body.length,
  );
  const ids = Buffer.allocUnsafeSlow(20 * objects.length);
  const bodies = Buffer.allocUnsafeSlow(sizes.reduce((sum, size) => sum + size, 0));
  let at = 0;
  for (const [index, { id, body }] of objects.entries()) {
    ids.write(id, 20 * index, "hex");
    if (typeof body === "string") bodies.write(body, at);
    else bodies.set(body, at);
    at += sizes[index] as number;
  }
  return { types, ids, sizes, bodies };
}
