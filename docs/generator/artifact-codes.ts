/** Codes of what goes wrong on the way to a registry. */

export const artifactCodes = {
  name: "oci",
  about:
    "Artifacts did not reach the registry. The commit is there, clusters have what they had, and the next run goes on. Exit code 1.",
  codes: {
    "oci/address": {
      when: "`artifacts` names no registry with a path",
      next: "write it as `oci://registry.panji.example/fleet`",
    },
    "oci/unreachable": {
      when: "the registry or its token server gave no answer five times",
      next: "open the address that the hint names; set a proxy or an authority where they are needed",
    },
    "oci/refused": {
      when: "the registry answers 401 or 403, or its token server gives no token",
      next: "`docker login`, or a folder with a config.json in DOCKER_CONFIG, with the right to push",
    },
    "oci/answer": {
      when: "the registry answers otherwise than the distribution specification says",
      next: "look at its log and at proxies in between",
    },
    "oci/credentials": {
      when: "Docker's configuration cannot be read, or is no JSON, or the credential helper that it names fails",
      next: "run the helper by hand, or log in again",
    },
    "oci/signing-key": {
      when: "the fleet asks for signatures and FLOTILLA_SIGNING_KEY_FILE names no key, or none of the fleet's. Nothing is committed",
      next: "name the file of the private key whose public half stands in `artifacts.keys`",
    },
    "oci/record": {
      when: "the list of a delivery, which says what held sites keep and what is still needed, is not there or is of a version that is not known",
      next: "use the version that wrote it, or a later one; the hint says how it is written anew",
    },
    "oci/no-delete": {
      when: "the registry deletes no manifests, so that `prune-artifacts` can do nothing",
      next: "turn deletion on there, or leave it to its own retention",
    },
  },
};
