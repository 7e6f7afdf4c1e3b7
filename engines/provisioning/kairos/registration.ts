/** Secrets of a host that its registration writes, since no repository holds them. */

/** Kept across reboots: K3s does not start without the token file, and Kairos forgets every other folder below /etc. */
export const TOKEN_FOLDER = "/etc/flotilla";

/**
 * File with the cluster's token. The registration of a server brings it, in a cloud-config of its own with a stage that
 * writes it; the installer merges that into this one (kairos-sdk collector), and it is never part of a repository.
 */
export const TOKEN_FILE = `${TOKEN_FOLDER}/k3s-token`;

/** `<user>:<password>` of a registry in a file for each pull secret, by its name. */
export const PULL_SECRETS_FOLDER = `${TOKEN_FOLDER}/pull-secrets`;
