import type { FileRule } from "../rule.ts";
import { credentialInText } from "./credentials/credential.ts";

export const noCredentialInFiles: FileRule = {
  id: "FLT-SEC-021",
  scope: "file",
  severity: "error",
  baseline: "never",
  title: "No file for a server or a tool holds a credential",
  help: "A server's first file and the files of operators' tools lie in the same repository as everything else, readable by each who installs a server. Let the registration of the server write the credential beside it, or name the file that holds it.",
  bad: `# hosts/4c4c4544-0051-3110-8052-b4c04f4e3332/cloud-config.yaml
k3s: { env: { K3S_TOKEN: tr0ub4dor-and-3 } }
`,
  good: `# hosts/4c4c4544-0051-3110-8052-b4c04f4e3332/cloud-config.yaml
k3s: { env: { K3S_TOKEN_FILE: /etc/flotilla/k3s-token } }
`,
  check({ path, text }) {
    const found = credentialInText(text);
    if (found === undefined) return [];
    return [
      {
        message: `${path} holds ${found}`,
        hint: "let the registration of the server write it, and name its file",
      },
    ];
  },
};
