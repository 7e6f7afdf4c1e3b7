/** Places in a YAML document by number, and what may be done to what stands there. */

import { isCollection, isMap, isPair, isScalar, isSeq, type Node, type parseDocument, type Scalar } from "yaml";

export type Document = ReturnType<typeof parseDocument>;

/** Every place of a document: a list or map, and a number or key in it. */
function placesOf(node: unknown): readonly (readonly [holder: Node, index: number])[] {
  if (!isCollection(node)) return [];
  return node.items.flatMap((item, index) => [[node, index] as const, ...placesOf(isPair(item) ? item.value : item)]);
}

function placeAt(document: Document, at: number) {
  const places = placesOf(document.contents);
  return places[at % Math.max(places.length, 1)];
}

export function setAt(document: Document, at: number, value: unknown): void {
  const [holder, index] = placeAt(document, at) ?? [];
  if (index === undefined) return;
  if (isSeq(holder)) holder.items[index] = document.createNode(value);
  if (isMap(holder) && holder.items[index]) holder.items[index].value = document.createNode(value);
}

export function renameAt(document: Document, at: number, name: string): void {
  const [holder, index = 0] = placeAt(document, at) ?? [];
  const key = isMap(holder) ? holder.items[index]?.key : undefined;
  if (isScalar(key)) key.value = name;
}

export function removeAt(document: Document, at: number): void {
  const [holder, index = 0] = placeAt(document, at) ?? [];
  if (isCollection(holder)) holder.items.splice(index, 1);
}

export function copyTo(document: Document, from: number, to: number): void {
  const [source, sourceIndex = 0] = placeAt(document, from) ?? [];
  const [target, targetIndex = 0] = placeAt(document, to) ?? [];
  if (!isCollection(source) || !isCollection(target)) return;
  const item = source.items[sourceIndex];
  const value = isPair(item) ? item.value : item;
  const copy = document.createNode((value as Node | undefined)?.toJSON?.() ?? null);
  if (isSeq(target)) target.items.splice(targetIndex, 0, copy);
  else if (isMap(target) && target.items[targetIndex]) target.items[targetIndex].value = copy;
}

/** Gives a name, an address or a number of the document another digit. */
export function changeDigit(document: Document, at: number, digit: number): void {
  const numbered = scalarsOf(document).filter(({ node }) => /\d/.test(String(node.value)));
  const node = numbered[at % Math.max(numbered.length, 1)]?.node;
  if (!node) return;
  const text = String(node.value);
  const places = [...text.matchAll(/\d/g)].map(({ index }) => index);
  const index = places[Math.floor(at / numbered.length) % places.length] ?? 0;
  const changed = text.slice(0, index) + digit + text.slice(index + 1);
  node.value = typeof node.value === "number" ? Number(changed) : changed;
}

/** Lets two values under the same key change places. */
export function exchange(document: Document, one: number, other: number): void {
  const scalars = scalarsOf(document);
  const first = scalars[one % Math.max(scalars.length, 1)];
  const alike = scalars.filter(({ key }) => key === first?.key);
  const second = alike[other % Math.max(alike.length, 1)];
  if (!first || !second) return;
  [first.node.value, second.node.value] = [second.node.value, first.node.value];
}

/** All values that are no lists or maps, with the key that they stand under. */
function scalarsOf(document: Document): readonly { readonly key: string; readonly node: Scalar }[] {
  const visit = (node: unknown, key: string): readonly { readonly key: string; readonly node: Scalar }[] => {
    if (isScalar(node)) return [{ key, node }];
    if (!isCollection(node)) return [];
    return node.items.flatMap((item) => (isPair(item) ? visit(item.value, String(item.key)) : visit(item, key)));
  };
  return visit(document.contents, "");
}
