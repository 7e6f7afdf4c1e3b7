import type { Profile } from "../../constructs/profile.ts";
import type { Site } from "../../constructs/site.ts";
import { memoizeByIdentity } from "../../model/memo.ts";
import { sourceAt } from "../../model/source.ts";
import type { Architecture } from "../../model/zone-file.ts";
import type { SiteRule } from "../rule.ts";

export const profileImages: SiteRule = {
  id: "FLT-ARCH-001",
  scope: "site",
  severity: "error",
  title: "Images of a profile are built for the servers of its sites",
  help: "A server of an architecture that an image is not built for pulls it and then fails with `exec format error`, over and over. Pin a profile that has the image for that architecture, or correct the server's `arch`.",
  bad: `# profiles/edge-k3s/1.0.0.ts, its images
profile: edge-k3s@1.0.0
images: [{ name: cilium/cilium, tag: v1.18.9, architectures: [amd64] }]
---
# sites/guangdong/shenzhen.yaml
zone: shenzhen
sites: [{ name: sz-nanshan-01, hosts: [{ arch: arm64 }] }]
`,
  good: `# profiles/edge-k3s/1.0.0.ts, its images
profile: edge-k3s@1.0.0
images: [{ name: cilium/cilium, tag: v1.18.9, architectures: [amd64, arm64] }]
---
# sites/guangdong/shenzhen.yaml
zone: shenzhen
sites: [{ name: sz-nanshan-01, hosts: [{ arch: arm64 }] }]
`,
  check(site) {
    const { profile } = site;
    if (!profile || site.hosts.every((host) => imagesWithout(profile, host.spec.arch).length === 0)) return [];
    return site.hosts.flatMap((host) => {
      const missing = imagesWithout(profile, host.spec.arch);
      if (missing.length === 0) return [];
      return [
        {
          message: `${host.name} is ${host.spec.arch}, for which profile ${site.reference} has no ${missing.join(", ")}`,
          subject: host.path,
          at: sourceAt(host.source, "arch"),
          hint: `pin a profile whose images are built for ${host.spec.arch}`,
        },
      ];
    });
  },
};

type Pinned = Pick<Profile<Site>, "images">;

/** Images of the profile, as `name:tag`, that are not built for the architecture. Thousands of sites pin one profile. */
const imagesWithout = memoizeByIdentity((profile: Pinned, architecture: Architecture): readonly string[] =>
  profile.images
    .filter((image) => !image.architectures.includes(architecture))
    .map(({ name, tag }) => `${name}:${tag}`),
);
