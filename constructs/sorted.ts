/** Keeps a list in order of its keys, so that no result depends on the order of definition. */
export function insertSorted<T>(list: T[], item: T, key: (item: T) => string): void {
  const own = key(item);
  let index = list.length;
  while (index > 0 && key(list[index - 1] as T) > own) index--;
  list.splice(index, 0, item);
}
