/** A unit that is lowered when somebody asks for what was not kept of it. */

import type { Site } from "../../constructs/site.ts";
import type { CheckedUnit, Folder, Unit } from "../lower/unit.ts";

export class KnownUnit implements Unit {
  readonly name: string;
  readonly construct: string;
  readonly key: string;
  readonly checked: CheckedUnit;
  readonly hubFolders: readonly Folder[];
  readonly #lower: () => Unit;
  #lowered: Unit | undefined;

  constructor(
    key: string,
    { name, path }: Pick<Site, "name" | "path">,
    { checked, hubFolders }: Pick<KnownUnit, "checked" | "hubFolders">,
    lower: () => Unit,
  ) {
    this.name = name;
    this.construct = path;
    this.key = key;
    this.checked = checked;
    this.hubFolders = hubFolders;
    this.#lower = lower;
  }

  get siteFolders(): Unit["siteFolders"] {
    return this.#whole.siteFolders;
  }

  get servers(): Unit["servers"] {
    return this.#whole.servers;
  }

  get files(): Unit["files"] {
    return this.#whole.files;
  }

  get #whole(): Unit {
    this.#lowered ??= this.#lower();
    return this.#lowered;
  }
}
