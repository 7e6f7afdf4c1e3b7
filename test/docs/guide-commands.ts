/** Commands that the guides tell people to type. */

import { pages } from "./pages.ts";

export interface GuideCommand {
  readonly page: string;
  readonly line: number;
  /** As the page has it, without a comment behind it; a block that keeps a value in a variable is one command. */
  readonly command: string;
}

const PROGRAMS =
  /^(?:[A-Z]+=\S+ )*(npx|npm|node|flotilla|kubectl|helm|git|k3s|systemctl|curl|openssl|argocd|clusterctl|etcdctl|etcdutl|restic|kubeadm|keadm|pulumi|promtool|cosign)\s/;

/** The name of a command in a sentence, such as `flotilla diff`: nothing that one could type as it stands. */
const NAME = /^(flotilla|pulumi|git) [a-z-]+( [a-z]+)?$|^kubectl (operator publish|label node|taint node)$/;

/** Every command of every guide, in its order. */
export function guideCommands(): readonly GuideCommand[] {
  return pages()
    .filter(({ path }) => /^docs\/(guide-[\w-]+|field-changes)\.md$/.test(path))
    .flatMap(({ path, text }) => commandsOf(text).map((found) => ({ page: path.slice("docs/".length), ...found })));
}

type Found = Omit<GuideCommand, "page">;

function commandsOf(text: string): readonly Found[] {
  const found: Found[] = [];
  let block: { readonly isShell: boolean; readonly lines: Found[] } | undefined;
  for (const [index, content] of text.split("\n").entries()) {
    const fence = /^\s*```(\w*)/.exec(content);
    const line = index + 1;
    if (fence && block) {
      if (block.isShell) found.push(...ofBlock(block.lines));
      block = undefined;
    } else if (fence) block = { isShell: fence[1] === "sh", lines: [] };
    else if (block) block.lines.push({ line, command: content });
    else found.push(...inProse(content).map((command) => ({ line, command })));
  }
  return found;
}

function inProse(line: string): readonly string[] {
  return [...line.matchAll(/`([^`]+)`/g)]
    .map(([, code = ""]) => code.trim())
    .filter((code) => PROGRAMS.test(code) && !NAME.test(code));
}

function ofBlock(lines: readonly Found[]): readonly Found[] {
  const joined: Found[] = [];
  for (const { line, command } of lines) {
    const text = command.replace(/\s+#.*$/, "").trim();
    const last = joined.at(-1);
    if (last?.command.endsWith("\\")) {
      joined[joined.length - 1] = { ...last, command: `${last.command.slice(0, -1).trim()} ${text}` };
    } else if (text !== "") joined.push({ line, command: text });
  }
  const [first] = joined;
  return first && joined.some(({ command }) => /^\w+=\$\(/.test(command))
    ? [{ line: first.line, command: joined.map(({ command }) => command).join("\n") }]
    : joined;
}
