import type { FleetRule } from "../rule.ts";

export const profileLocked: FleetRule = {
  id: "FLT-PRF-002",
  scope: "fleet",
  severity: "error",
  title: "A released profile version never changes",
  help: "Sites pin a version because it always means the same stack. A changed body under an old version would move every site that pins it at once, past all rings. Undo the change, or copy the profile to a new version. profiles/lock.json holds the content hash of each released version; a new version is entered there when it is released.",
  bad: `# profiles/lock.json
edge-k3s@1.0.0: 9f8e7d
`,
  good: `# profiles/lock.json
edge-k3s@1.0.0: a1b2c3
`,
  check(_fleet, { profileHashes, profileLock }) {
    return [...profileHashes].flatMap(([reference, hash]) => {
      const locked = profileLock.get(reference);
      if (locked === hash) return [];
      return [
        locked === undefined
          ? {
              message: `profile ${reference} is not in profiles/lock.json, expected its content hash ${hash}`,
              hint: "enter it when the version is released",
            }
          : {
              message: `profile ${reference} was changed after its release: its content hash is ${hash}, expected ${locked}`,
              hint: "undo the change, or release it as a new version and move the sites to that",
            },
      ];
    });
  },
};
