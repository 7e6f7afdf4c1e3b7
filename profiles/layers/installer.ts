import { multiArchitectureImage } from "./image.ts";

/** Shell, helm and kubectl: puts the network and the delivery agent into a new cluster. */
export const installer = multiArchitectureImage("alpine/k8s", "1.33.10");
