/** A certificate of an authority for tests; its key was thrown away. */
export const certificate = `-----BEGIN CERTIFICATE-----
MIIBsjCCAVegAwIBAgIUbbvPQgUwLc4BagA0R5PtDYBEwGQwCgYIKoZIzj0EAwIw
LTEOMAwGA1UECgwFUGFuamkxGzAZBgNVBAMMElBhbmppIEV4YW1wbGUgUm9vdDAg
Fw0yNjExMjgxMDM4MjlaGA8yMTI2MTEwNDEwMzgyOVowLTEOMAwGA1UECgwFUGFu
amkxGzAZBgNVBAMMElBhbmppIEV4YW1wbGUgUm9vdDBZMBMGByqGSM49AgEGCCqG
SM49AwEHA0IABO1Aik3dU7JaOv86xPZbt8Ev2ygyNmB7nXJPUfbmq8otYP8iPkWX
dVS/SlIvZsrLhPFct0xl8pWb5iFX1a38JU2jUzBRMB0GA1UdDgQWBBQeEw7q04ur
uUfztWOzYIKUeBd/xjAfBgNVHSMEGDAWgBQeEw7q04uruUfztWOzYIKUeBd/xjAP
BgNVHRMBAf8EBTADAQH/MAoGCCqGSM49BAMCA0kAMEYCIQDq42D1D4LC8sX28F9M
V0egaIsS6H2L/mYuJO1KvHVKhwIhAOPdtbmBX1dQAM/eWdLMYG07Pqm7N0k0blFR
onn66ajJ
-----END CERTIFICATE-----
`;

/** What a private key looks like, put together here so that no scanner takes this file for one. */
export function privateKey(): string {
  const label = "PRIVATE KEY";
  return `-----BEGIN ${label}-----\nAAAA\n-----END ${label}-----\n`;
}
