/** What is used of Eleventy, which comes without types. */

declare module "@11ty/eleventy" {
  /** A token of markdown-it, as far as it is looked at. */
  interface Token {
    readonly type: string;
    readonly tag: string;
    readonly content: string;
    readonly children: readonly Token[] | null;
    attrGet(name: string): string | null;
    attrSet(name: string, value: string): void;
    attrs: [string, string][] | null;
  }

  interface MarkdownState {
    readonly tokens: readonly Token[];
    /** The data of the template. */
    readonly env: { readonly source: string };
  }

  interface Markdown {
    readonly core: { readonly ruler: { push(name: string, rule: (state: MarkdownState) => void): void } };
  }

  export interface Configuration {
    addTemplate(path: string, text: string, data: Readonly<Record<string, unknown>>): void;
    addTransform(
      name: string,
      transform: (this: { readonly page: { readonly outputPath: string } }, html: string) => string,
    ): void;
    amendLibrary(name: "md", amend: (markdown: Markdown) => void): void;
    setLayoutsDirectory(folder: string): void;
  }

  // biome-ignore lint/style/noDefaultExport: Eleventy has it so
  export default class Eleventy {
    constructor(
      input: string,
      output: string,
      options: {
        readonly quietMode: boolean;
        readonly configPath?: string | undefined;
        readonly config: (configuration: Configuration) => Readonly<Record<string, unknown>>;
      },
    );
    write(): Promise<void>;
  }
}
