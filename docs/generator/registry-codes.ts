/** What the codes of `flotilla check --registry` mean and what to do about them. */

export const registryCodes = {
  name: "registry",
  about:
    "What registries say of the images that land on servers, asked by `flotilla check --registry`. Exit code 2. [guide-app.md](guide-app.md#both-architectures) has the whole way.",
  codes: {
    "registry/architecture": {
      when: "an image is there, and lacks an architecture of servers that would run it",
      next: "push an index of images for all architectures, or say in the app's `architectures` what it is built for",
    },
    "registry/missing": {
      when: "the registry has no such image",
      next: "push it or copy it into the mirror, or correct the name",
    },
    "registry/unknown": {
      when: "a registry does not answer, refuses to, or answers with what is no image: nothing is known, which is no pass",
      next: "mend the way, or give Docker's configuration an account (`docker login`)",
    },
  },
} as const;
