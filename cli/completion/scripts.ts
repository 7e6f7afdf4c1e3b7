/** What a shell reads to complete command lines: it asks the program itself for the words. */

export const shells = ["bash", "zsh", "fish"] as const;
export type Shell = (typeof shells)[number];

/** The program is called as it was typed, so that a path or an alias for npx works as well. */
export const completionScripts: Readonly<Record<Shell, string>> = {
  bash: `# eval "$(flotilla completion bash)"
_flotilla() {
  local line="\${COMP_LINE:0:COMP_POINT}" current found
  current="\${line##*[[:space:]]}"
  found="$("\${COMP_WORDS[0]}" completion words "$line" 2>/dev/null)"
  local IFS=$'\\n'
  COMPREPLY=($found)
  # For bash a new word begins behind these.
  COMPREPLY=("\${COMPREPLY[@]#"\${current%"\${current##*[@:=]}"}"}")
}
complete -o default -F _flotilla flotilla
`,
  zsh: `#compdef flotilla
# source <(flotilla completion zsh)
_flotilla() {
  local -a found
  found=("\${(@f)$("\${words[1]}" completion words "\${(j: :)words[1,CURRENT]}" 2>/dev/null)}")
  [[ -n "\${found[1]}" ]] && compadd -a found || _files
}
compdef _flotilla flotilla
`,
  fish: `# flotilla completion fish | source
complete -c flotilla -a '(flotilla completion words (commandline -cp | string collect) 2>/dev/null)'
`,
};
