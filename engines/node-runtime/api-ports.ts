import { type Port, tcp } from "../../model/traffic.ts";

/** Where nodes speak to the API server of the hub itself: the port of its endpoint. */
export function apiPorts(hub: { readonly endpoint: string } | undefined): readonly Port[] {
  return tcp(Number(URL.parse(hub?.endpoint ?? "")?.port || 443));
}
