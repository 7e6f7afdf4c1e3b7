/** Where each command of the guides is run by a test. */

/** A kind of place that test/e2e/guides.test.ts makes for commands. */
export type Place = "fleet" | "new hub" | "cluster" | "repository" | "pulumi";

export type Way =
  | {
      readonly commands: RegExp;
      readonly place: Place;
      /** What it ends with; 0 when nothing is said. */
      readonly code?: number;
    }
  | {
      readonly commands: RegExp;
      /** Why no test can run it, or the test that does. */
      readonly because: string;
    };

/** The first row that matches stands. A command without a row fails test/docs/guide-commands.test.ts. */
export const ways: readonly Way[] = [
  {
    commands: /^docker (login|buildx) /,
    because: "it takes Docker with BuildKit; test/e2e/registry.test.ts pushes indexes of two images to a real registry",
  },
  {
    commands: /^cosign verify /,
    because: "test/e2e/cosign.test.ts types it for a registry on loopback",
  },
  {
    commands: /^npx --no-install flotilla check --registry$/,
    because: "test/e2e/registry.test.ts asks a real registry, with an account and without",
  },
  {
    commands:
      /^(npm (install|test|run check)\b)|^cd \.\.\/my-fleet$|^git fetch origin pull|flotilla (profile|check --code-from|diff .*--code-from)/,
    because: "test/e2e/package.test.ts types them in a fleet of its own, test/cli/own-code.test.ts the profiles",
  },
  {
    commands: /^flotilla enroll /,
    because: "test/e2e/enroll.test.ts runs the service, media, tokens and labels, test/enroll/ the list and a release",
  },
  { commands: /^npm run stacks -- /, because: "test/e2e/stacks.test.ts runs each of them on stacks of its own" },
  {
    commands: /flotilla init --template |pulumi new /,
    because: "test/e2e/pulumi-new.test.ts does it without a question for the name",
  },
  {
    commands: /^(npx --no-install )?flotilla (upgrade|synth --out DIR$|publish --allow-older-tool$)|^npm ci$/,
    because: "test/e2e/upgrade.test.ts moves a fleet of an older package, from archives: no test asks a registry",
  },
  {
    commands: /^npx --no-install flotilla explain retail\/mall$/,
    because: "test/cli/explain.test.ts asks for the system of the sample fleet, which the fleet of the guides lacks",
  },
  {
    commands: /^npx (?:--no-install )?flotilla import /,
    because: "test/docs/guide-import.test.ts runs them on the guide's own list",
  },
  {
    commands: /^npx --no-install flotilla (allocate --at|expire|explain till-lab)/,
    because: "test/docs/guide-clusters.test.ts runs them on the guide's own cluster",
  },
  {
    commands: /^flotilla (review (post|gate) |plan --(out|merge)$)/,
    because: "test/e2e/forge.test.ts runs them on pull requests of a real forge",
  },
  {
    commands: /^npx (?:--no-install )?flotilla (diff .*--exit-code$|plan .*--expect-hash )/,
    place: "fleet",
    code: 7,
  },
  {
    commands: /^npx --no-install flotilla (rollback|prune-artifacts) /,
    because: "test/oci/publish.test.ts runs both with a registry",
  },
  { commands: /^npx (?:--no-install )?flotilla /, place: "fleet" },
  { commands: /^git (log|diff|revert|checkout) /, place: "fleet" },
  { commands: /^(sed -i|printf) .* (apps|sites)\//, place: "fleet" },
  { commands: /^git (repack|config) /, place: "repository" },
  { commands: /^openssl /, place: "repository" },
  { commands: /^helm install |^kubectl apply .*--kustomize hub\//, place: "new hub" },
  { commands: /^kubectl .* describe certificate /, because: "cert-manager publishes no module with its definitions" },
  {
    commands: /^kubectl (-n site-SITE get jobs|delete node gd-gate-01-a)$/,
    because: "it takes a gateway: no test has a server that is a node of CloudCore",
  },
  {
    commands: /^kubectl .* delete ocirepository flotilla$/,
    because: "test/e2e/flux-oci.test.ts deletes it where a region went back to Git",
  },
  { commands: /^(\w+=\$\()?kubectl /, place: "cluster" },
  { commands: /^npm run pulumi -- /, place: "pulumi" },
  {
    commands: /^node lab\/(crds\/generate|conformance)\.ts$/,
    because: "test/e2e/conformance.test.ts does what they do",
  },
  {
    commands: /^npm (?:run package$|install --save-dev (?:ARCHIVE|\.\/vendor\/))/,
    because: "test/e2e/package.test.ts does it",
  },
  { commands: /^UPDATE=1 npx vitest run test\//, because: "npm test runs the same files, and compares" },
  {
    commands: /^FROM=.* sh copy\.sh$/,
    because: "it copies from a registry that has the images; test/cli/list.test.ts reads the script",
  },
  { commands: /^k3s server /, because: "it takes a server with K3s" },
  {
    commands: /^(restic|etcdutl|comm|export|mkdir|cp) /,
    because: "test/e2e/lost-hub.test.ts loses a hub and types them, on a machine whose folders it may not take",
  },
  { commands: /^(kubeadm (init|certs renew)|keadm reset)( |$)/, because: "it takes a server" },
  { commands: /^systemctl /, because: "it takes a server with K3s" },
  { commands: /^curl -k https:\/\/ADDRESS:6385\/$/, because: "it asks Ironic, which needs servers" },
  {
    commands: /^argocd app terminate-op NAME$/,
    because: "the lab runs Argo CD's controllers without the server that its command asks",
  },
  { commands: /^clusterctl move /, because: "it takes two hubs with providers of metal" },
];

export function wayOf(command: string): Way | undefined {
  return ways.find(({ commands }) => commands.test(command));
}
