import type { Centre } from "../../constructs/centre.ts";
import type { Region } from "../../constructs/region.ts";
import { sourceAt } from "../../model/source.ts";
import type { FleetRule } from "../rule.ts";

export const authorityBesideCredentials: FleetRule = {
  id: "FLT-CAP-026",
  scope: "fleet",
  severity: "warning",
  title: "Flux finds the authority of the Git server beside the credentials",
  help: "Flux takes credentials and authorities of a Git repository out of one Secret. With `repositorySecret` that Secret is yours, so the bundles of `trust` cannot be put into it: it must hold them under `ca.crt` in every cluster, and get a new bundle before the Git server shows a certificate of a new authority. Charts and images are not concerned. An exemption says that this is done; without `repositorySecret`, and with Argo CD, the bundles come by Git.",
  bad: `# sites/fleet.yaml
repositorySecret: fleet-reader
trust: { root: trust/root.pem }
`,
  good: `# sites/fleet.yaml
trust: { root: trust/root.pem }
`,
  check(fleet, { engines }) {
    const { repositorySecret, repositories, trust = {} } = fleet.spec;
    if (repositorySecret === undefined || !repositories.startsWith("https:")) return [];
    // An artifact has its credentials and its authorities in two Secrets.
    const reads = ({ delivery, deliverySource }: Region | Centre) =>
      deliverySource === "git" && engines.authoritiesBesideCredentials(delivery);
    const concerned = fleet.regions.filter(reads);
    const ofFleet = concerned.length > 0 || reads(fleet.centre);
    const places = isGiven(trust) ? (ofFleet ? [fleet] : []) : concerned.filter(({ spec }) => isGiven(spec.trust));
    return places.map(({ path, source }) => ({
      message: `trust beside repositorySecret ${repositorySecret}, out of which Flux takes the authorities of the Git server as well, expected its key ca.crt to hold them in every cluster`,
      subject: path,
      at: sourceAt(source, "trust"),
      hint: "put the certificates into the Secret: kubectl create secret generic NAME --from-file=ca.crt=root.pem and the credentials, and exempt this place",
    }));
  },
};

function isGiven(bundles: Readonly<Record<string, string>> | undefined): boolean {
  return Object.keys(bundles ?? {}).length > 0;
}
