/** What a step takes away, for a tip whose texts have to be fetched. */

import type { Inventory } from "../model/inventory.ts";
import type { KindTable } from "../model/kinds/facts.ts";
import { type ContentFile, type ReadTexts, textOfFile } from "../model/repository-file.ts";
import type { HandedOverNamespace, PublishedRegion } from "../policies/rule.ts";
import { isRegionList, parseRegions, regionsPath } from "./emit/regions-file.ts";
import { isToBeRead, noRemovals, type Removals, removalsOf } from "./emit/removals.ts";
import { removedFiles } from "./emit/removed-files.ts";
import { handedOver, replacedNamespaces } from "./handed-over.ts";
import { knownFrom, type UnreadFacts } from "./unread-facts.ts";

interface Content {
  readonly sites: Inventory["sites"];
  readonly files: readonly ContentFile[];
}

interface RemovalFacts {
  /** Of the tip, where it lists any. */
  readonly regions: Readonly<Record<string, PublishedRegion>>;
  readonly handedOver: readonly HandedOverNamespace[];
  readonly removals: Removals;
  readonly unread: UnreadFacts;
}

/** Which texts of the tip have to be read, by their blob ids, and what follows from them. A first commit takes nothing away. */
export function readRemovals(content: Content, before: Inventory | undefined, kinds: KindTable) {
  if (!before)
    return { ids: [], facts: (): RemovalFacts => ({ regions: {}, handedOver: [], removals: noRemovals, unread: {} }) };
  const removed = removedFiles(content, before);
  const namespaces = replacedNamespaces(content.files, before);
  const index = before.files[regionsPath]?.id;
  return {
    ids: [
      ...[...removed.filter(isToBeRead), ...namespaces].map(({ id }) => id),
      ...(index === undefined ? [] : [index]),
    ],
    facts: (textOf: (id: string) => string | undefined): RemovalFacts => {
      const texts = namespaces.map(({ id, file: { path } }) => ({ id, path }));
      const { value: given, unread } = knownFrom(texts, textOf, [], () => handedOver(namespaces, before, textOf));
      const now = index === undefined ? undefined : content.files.find(({ path }) => path === regionsPath);
      // Whoever compares two sides has the texts of files that differ alone.
      const text =
        index === undefined ? undefined : (textOf(index) ?? (now?.id === index ? textOfFile(now) : undefined));
      const isLost = index !== undefined && !isRegionList(text);
      const regions = parseRegions(text);
      const present = parseRegions(now && textOfFile(now));
      const goneRegions = Object.keys(regions).filter((name) => !(name in present));
      const facts = { kinds, removed, textOf, handedOver: given, goneRegions };
      return {
        regions,
        handedOver: given,
        removals: removalsOf(content, before, facts),
        unread: {
          ...(unread !== undefined && { handedOver: unread }),
          ...(isLost && {
            regions: `the published text of ${regionsPath} ${text === undefined ? "is missing" : "is no list of regions"}`,
          }),
        },
      };
    },
  };
}

export async function removalsOfPublish(
  content: Content,
  before: Inventory | undefined,
  read: ReadTexts,
  kinds: KindTable,
): Promise<Removals> {
  const { ids, facts } = readRemovals(content, before, kinds);
  const texts = await read([...new Set(ids)]);
  return facts((id) => texts.get(id)).removals;
}
