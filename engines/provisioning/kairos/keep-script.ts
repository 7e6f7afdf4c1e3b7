/** Script of the installed system that keeps what the enrolment gave it. */

/** Where a server keeps its key and its certificate: on the partition that outlives every image. */
export const OWN_FOLDER = "/oem/flotilla";

/** File of the registration among those that Kairos plays at each boot, before the one of the installation (90_custom.yaml). */
export const REGISTRATION_FILE = "/oem/50_flotilla_enrolment.yaml";

/** Seconds that a certificate is good for when it is renewed: 275 days. */
const RENEW_BEFORE_S = 23_760_000;

/**
 * Run once a day: says once that the system is installed, renews the certificate when less than nine months of it are left, and fetches the
 * registration anew, which counts at the next boot. What fails is tried again the day after; `HOST_DIR` is the root of
 * the host.
 */
export function keepScript(url: string): string {
  return `set -eu
umask 077
service='${url}'
own="\${HOST_DIR:-}${OWN_FOLDER}"
registration="\${HOST_DIR:-}${REGISTRATION_FILE}"
call() {
  curl --silent --show-error --fail --max-time 60 --cacert "$own/authority.crt" --cert "$own/server.crt" --key "$own/server.key" "$@"
}
if [ ! -e "$own/installed" ]; then
  call --request POST "$service/v1/host/installed"
  : >"$own/installed"
fi
if ! openssl x509 -checkend ${RENEW_BEFORE_S} -noout -in "$own/server.crt" >/dev/null; then
  csr=$(openssl req -new -key "$own/server.key" -subj /CN=server -outform DER | base64 | tr -d '\\n')
  printf '{"csr":"%s"}' "$csr" | call --header 'content-type: application/json' --data-binary @- --output "$own/server.crt.new" "$service/v1/host/certificate"
  mv "$own/server.crt.new" "$own/server.crt"
fi
call --output "$registration.new" "$service/v1/host/registration"
if cmp -s "$registration.new" "$registration"; then rm "$registration.new"; else mv "$registration.new" "$registration"; fi
sync
`;
}
