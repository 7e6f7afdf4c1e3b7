/** Name of the agent's objects on a hub. */
export const AGENT = "karmada-agent";
