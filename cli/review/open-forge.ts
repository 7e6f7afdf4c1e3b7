/** The forge of a target, and its pull request. */

import { askerOf, type Limits } from "./ask.ts";
import type { Ask, Change, Forge } from "./forge.ts";
import { ForgeError } from "./forge-error.ts";
import { gitea, giteaPages } from "./forges/gitea.ts";
import { github, githubHeaders, githubPages } from "./forges/github.ts";
import { gitlab, gitlabPages } from "./forges/gitlab.ts";
import type { ForgeName, Target } from "./target.ts";

interface Kind {
  readonly headers: Readonly<Record<string, string>>;
  readonly pages: { readonly page: string; readonly size: string };
  readonly open: (ask: Ask, target: Target) => Forge;
}

const kinds: Readonly<Record<ForgeName, Kind>> = {
  github: {
    headers: githubHeaders,
    pages: githubPages,
    open: (ask, { repository, author }) => github(ask, repository, author),
  },
  gitlab: { headers: {}, pages: gitlabPages, open: (ask, { repository }) => gitlab(ask, repository) },
  gitea: { headers: {}, pages: giteaPages, open: (ask, { repository }) => gitea(ask, repository) },
};

export function openForge(target: Target, limits?: Limits): Forge {
  const { headers, pages, open } = kinds[target.forge];
  const { api, token } = target;
  const access = { api, token, pages, headers: { ...headers, authorization: `Bearer ${token}` } };
  return open(askerOf(access, limits), target);
}

/** The pull request as it is now. @throws ForgeError when there is none, or several */
export async function changeOf(forge: Forge, { number, branch, head }: Target): Promise<Change> {
  if (number !== undefined) return forge.change(number);
  const { owner, name } = branch ?? { owner: "", name: "" };
  const open = await forge.changesFrom(owner, name);
  const [change, ...others] = open.filter((each) => each.head === head);
  if (change && others.length === 0) return change;
  const found = change ? `${others.length + 1} open pull requests` : "no open pull request";
  throw new ForgeError(
    `found ${found} from ${owner}:${name} at ${head}, expected one`,
    change ? "close all but one: each has a plan of its own" : "nothing is to be done: it was closed, or went on since",
  );
}
