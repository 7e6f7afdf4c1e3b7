import type { Diagnostic } from "../../model/diagnostic.ts";
import type { Inventory, InventorySite } from "../../model/inventory.ts";
import type { ContentFile, ReadTexts } from "../../model/repository-file.ts";
import type { CommitMessage, Identity } from "../objects/commit.ts";
import type { Tip } from "../repository/tip.ts";
import type { Conflict } from "./conflicts.ts";

/** The owned part of a repository as it shall be. */
export type OwnedContent = Pick<PublishRequest<unknown>, "files" | "volatile" | "owned">;

/** One repository as it shall be. */
export interface PublishRequest<Reason = never> {
  /** A folder or `file://` URL of a bare repository, made when missing, or any URL that Git can push to. */
  readonly remote: string;
  /** @default "main" */
  readonly branch?: string;
  readonly fleet: string;
  /** Name of the region, or `centre`. */
  readonly repository: string;
  readonly sites: Inventory["sites"];
  /** All files of the owned part. The inventory is written by `publish`; one among the files is left out. */
  readonly files: readonly ContentFile[];
  /** Paths among the files whose change alone makes no commit; they are owned whatever `owned` says. */
  readonly volatile: ReadonlySet<string>;
  /**
   * What is replaced as a whole: files, and folders with a slash at their end. Everything else stays byte for byte,
   * and so do its lines in the inventory.
   */
  readonly owned: readonly string[];
  /**
   * Whether what is `owned` decides about a site; the tip's inventory keeps its line about any other.
   *
   * @default every site
   */
  readonly ownsSite?: (name: string, site: InventorySite) => boolean;
  /** May depend on what the tip holds. */
  readonly message: CommitMessage | ((before: Inventory | undefined) => CommitMessage);
  /** Who commits; without it Git's configuration decides. */
  readonly identity?: Identity;
  /**
   * Looks at the tip that is about to be replaced; called again after each lost race.
   *
   * @param read gives texts of the tip by their blob ids, all at once
   */
  readonly guard?: (
    tip: Pick<Tip, "commit" | "inventory"> | undefined,
    read: ReadTexts,
  ) => Reason | undefined | Promise<Reason | undefined>;
  /** Version of the tool that makes the request; it stands in the inventory, and alone makes no commit. */
  readonly toolVersion: string;
  /** Changes what a newer version wrote. */
  readonly allowOlderTool?: boolean;
  /** Replaces what somebody edited, deleted or added by hand in the owned part. */
  readonly overwrite?: boolean;
}

/** Files by what happens to them, as the inventories before and after tell it. */
export interface FileChanges {
  readonly added: number;
  readonly changed: number;
  readonly removed: number;
}

export type PublishResult<Reason = never> =
  | {
      readonly outcome: "published";
      readonly commit: string;
      readonly parent: string | undefined;
      readonly changes: FileChanges;
      /** With `overwrite`: what somebody else did to the owned part and the commit undoes. */
      readonly restored: readonly Conflict[];
      readonly attempts: number;
    }
  | { readonly outcome: "unchanged"; readonly commit: string }
  | { readonly outcome: "refused"; readonly reason: Reason }
  | { readonly outcome: "conflict"; readonly conflicts: readonly Conflict[] }
  | { readonly outcome: "race-lost"; readonly attempts: number }
  | { readonly outcome: "failed"; readonly diagnostic: Diagnostic };

/** Whether the branch holds what was to be published. */
export function isWritten({ outcome }: { readonly outcome: string }): boolean {
  return outcome === "published" || outcome === "unchanged";
}

/** The clock, chance and waiting of a publish. */
export interface Runtime {
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** From 0 to 1. */
  readonly random: () => number;
  readonly sleep: (milliseconds: number) => Promise<void>;
}
