import type { Finding, RepositoryRule } from "../rule.ts";

export const oneFile: RepositoryRule = {
  id: "FLT-GIT-005",
  scope: "repository",
  severity: "error",
  title: "Every path is written once, whatever the file system",
  help: "Two files of one path overwrite each other. Two that differ by upper and lower case alone do so on macOS and Windows, where a checkout then looks changed for ever. A file cannot have the path of a folder.",
  bad: `# paths of one repository
paths: [sites/shenzhen/configmap.settings.yaml, sites/shenzhen/ConfigMap.settings.yaml]
`,
  good: `# paths of one repository
paths: [sites/shenzhen/configmap.settings.yaml, sites/shenzhen/deployment.checkout.yaml]
`,
  check({ paths }) {
    const seen = new Map<string, string>();
    const folders = new Set<string>();
    const findings: Finding[] = [];
    for (const path of paths) {
      const key = path.toLowerCase().normalize("NFC");
      const first = seen.get(key);
      if (first === undefined) seen.set(key, path);
      else {
        findings.push({
          message: first === path ? `path ${path} is written twice` : `paths ${first} and ${path} differ by case alone`,
          hint: "give one of the two objects another name",
        });
      }
      for (let slash = key.lastIndexOf("/"); slash > 0; slash = key.lastIndexOf("/", slash - 1)) {
        const folder = key.slice(0, slash);
        if (folders.has(folder)) break;
        folders.add(folder);
      }
    }
    for (const folder of folders) {
      const file = seen.get(folder);
      if (file !== undefined) {
        findings.push({ message: `${file} is both a file and a folder`, hint: "give one of the two another name" });
      }
    }
    return findings;
  },
};
