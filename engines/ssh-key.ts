/** The key that opens the servers, wherever programs of the fleet log in at them: an operator's machine or a pod. */
export const SSH_KEY = "/etc/flotilla/ssh/id_ed25519";
