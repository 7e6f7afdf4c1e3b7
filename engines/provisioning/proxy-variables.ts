import type { SiteProxy } from "../../constructs/site-network.ts";

/** The variables of a proxy in the spelling that Go and curl both read, as a container takes them. */
export function proxyVariables(proxy: SiteProxy): readonly { readonly name: string; readonly value: string }[] {
  const { http, https, noProxy } = proxy;
  return [
    ...(http === undefined ? [] : [{ name: "HTTP_PROXY", value: http }]),
    ...(https === undefined ? [] : [{ name: "HTTPS_PROXY", value: https }]),
    { name: "NO_PROXY", value: noProxy.join(",") },
  ];
}
