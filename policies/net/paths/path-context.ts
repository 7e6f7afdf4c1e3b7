import type { Fleet } from "../../../constructs/fleet.ts";
import type { EngineFacts } from "../../engine-facts.ts";
import type { AddressBook } from "./address-book.ts";

/** What the paths of one fleet are worked out with. */
export interface PathContext {
  readonly fleet: Fleet;
  readonly engines: Pick<EngineFacts, "traffic" | "federationPorts">;
  readonly book: AddressBook;
}
