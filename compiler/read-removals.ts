/** What a step takes away, for a tip whose texts have to be fetched. */

import type { Inventory } from "../model/inventory.ts";
import type { KindTable } from "../model/kinds/facts.ts";
import type { ContentFile, ReadTexts } from "../model/repository-file.ts";
import type { HandedOverNamespace } from "../policies/rule.ts";
import { parseRegions, regionsPath } from "./emit/regions-file.ts";
import { isToBeRead, noRemovals, type Removals, removalsOf } from "./emit/removals.ts";
import { removedFiles } from "./emit/removed-files.ts";
import { handedOver, replacedNamespaces } from "./handed-over.ts";

interface Content {
  readonly sites: Inventory["sites"];
  readonly files: readonly ContentFile[];
}

interface RemovalFacts {
  readonly handedOver: readonly HandedOverNamespace[];
  readonly removals: Removals;
}

/** Which texts of the tip have to be read, by their blob ids, and what follows from them. A first commit takes nothing away. */
export function readRemovals(content: Content, before: Inventory | undefined, kinds: KindTable) {
  if (!before) return { ids: [], facts: (): RemovalFacts => ({ handedOver: [], removals: noRemovals }) };
  const removed = removedFiles(content, before);
  const namespaces = replacedNamespaces(content.files, before);
  const index = before.files[regionsPath]?.id;
  return {
    ids: [
      ...[...removed.filter(isToBeRead), ...namespaces].map(({ id }) => id),
      ...(index === undefined ? [] : [index]),
    ],
    facts: (textOf: (id: string) => string | undefined): RemovalFacts => {
      const given = handedOver(namespaces, before, textOf);
      const listed = Object.keys(parseRegions(index === undefined ? undefined : textOf(index)));
      const now = content.files.find(({ path }) => path === regionsPath);
      const present = parseRegions(now && textOfFile(now));
      const goneRegions = listed.filter((name) => !(name in present));
      const facts = { kinds, removed, textOf, handedOver: given, goneRegions };
      return { handedOver: given, removals: removalsOf(content, before, facts) };
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

function textOfFile({ text }: ContentFile): string {
  return typeof text === "string" ? text : Buffer.from(text).toString();
}
