/** Script of the medium by which a server enrols and installs itself. */

import { hardwareLines } from "./hardware-lines.ts";
import { OWN_FOLDER, REGISTRATION_FILE } from "./keep-script.ts";

/** What the medium brings, in memory. */
export const ENROLL_FOLDER = "/etc/flotilla/enroll";

/**
 * It asks until the service lets the server in, with a pause of a minute or more, and says at the console why not. No disk
 * is touched before; a key that was made stays until the power goes, so that a lost answer does no harm. `HOST_DIR` is the
 * root of the host.
 *
 * The installer's own reboot is put off (`kairos-agent manual-install` obeys `install.reboot`), since what the
 * registration brings has to lie beside the installed file first.
 *
 * @param made seconds since 1970, before which no clock can be right
 */
export function enrollScript(url: string, made: number): string {
  return `set -u
umask 077
HOST_DIR="\${HOST_DIR:-}"
service='${url}'
here="$HOST_DIR${ENROLL_FOLDER}"
work="$HOST_DIR/run/flotilla"
mkdir -p "$work"
say() { printf 'flotilla: %s\\n' "$*"; }
wait_a_while() { sleep $((\${PAUSE:-60} + $(od -An -N1 -tu1 /dev/urandom) % (\${PAUSE:-60} / 2 + 1))); }

# Without a battery a clock begins in 1970, and no certificate would be valid yet.
[ "$(date +%s)" -ge ${made} ] || date -s @${made} >/dev/null

${hardwareLines}
if [ ! -s "$work/server.key" ]; then
  openssl ecparam -name prime256v1 -genkey -noout -out "$work/key.new" && mv "$work/key.new" "$work/server.key" || exit 1
fi
csr=$(openssl req -new -key "$work/server.key" -subj /CN=server -outform DER | base64 | tr -d '\\n')

ask_token() {
  token=
  while [ -z "$token" ]; do
    printf 'flotilla: registration token: '
    read -r token || exit 1
    token=$(printf %s "$token" | tr -cd 'A-Za-z0-9_-')
  done
}
if [ -s "$here/token" ]; then token=$(tr -d '\\n' <"$here/token"); else ask_token; fi

# Prints the text of a field of the service's answer.
field() { sed -n 's/.*"'"$1"'":"\\([^"]*\\)".*/\\1/p' "$work/answer"; }
request() {
  status=$(curl --silent --show-error --max-time 60 --cacert "$here/authority.crt" --output "$work/answer" --write-out '%{http_code}' "$@" 2>"$work/error") || status=000
}

while :; do
  printf '{"token":"%s","csr":"%s","report":%s}' "$token" "$csr" "$(report)" >"$work/body"
  request --header 'content-type: application/json' --data-binary @"$work/body" "$service/v1/enroll"
  rm -f "$work/body"
  [ "$status" = 200 ] && break
  if [ "$status" = 000 ]; then
    say "$service does not answer: $(cat "$work/error")"
  else
    say "$(field detail)"
    say "next: $(field next)"
  fi
  # 403: the token is another region's, or was for one server.
  case $status in
    401 | 403) if [ -s "$here/token" ]; then wait_a_while; else ask_token; fi ;;
    *) wait_a_while ;;
  esac
done
mv "$work/answer" "$work/server.crt"
say "enrolled"

fetch() {
  until request --cert "$work/server.crt" --key "$work/server.key" "$service/v1/host/$1"; [ "$status" = 200 ]; do
    say "$(field detail) $(cat "$work/error")"
    wait_a_while
  done
  mv "$work/answer" "$work/$2"
}
fetch files/cloud-config.yaml cloud-config.yaml
fetch registration registration.yaml
sed -i '/^install:/,/^[^ ]/s/^  reboot: true$/  reboot: false/' "$work/cloud-config.yaml"

say "installing"
kairos-agent manual-install "$work/cloud-config.yaml" || { say "the installation failed; it is tried again"; exit 1; }
mkdir -p "$work/oem"
mount /dev/disk/by-label/COS_OEM "$work/oem" || exit 1
mkdir -p "$work/oem${OWN_FOLDER.replace("/oem", "")}"
cp "$work/server.key" "$work/server.crt" "$here/authority.crt" "$work/oem${OWN_FOLDER.replace("/oem", "")}/" &&
  cp "$work/registration.yaml" "$work/oem${REGISTRATION_FILE.replace("/oem", "")}" || exit 1
sync
umount "$work/oem"
say "installed; starting it"
reboot
`;
}
