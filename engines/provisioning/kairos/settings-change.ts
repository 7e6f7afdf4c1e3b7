/** How living servers of a Kairos site get other settings. */

import type { KubernetesObject } from "../../../model/manifest.ts";
import type { KairosProvisioner } from "../../../model/provisioner.ts";
import { contentHash } from "../../content-hash.ts";
import { accountLines } from "./accounts.ts";
import { type HostSettings, registriesCommands, registriesFile, systemFiles } from "./host-settings.ts";
import { nodeOp } from "./node-op.ts";
import { fillLines, REGISTRIES_FILE } from "./pull-secrets.ts";
import { REVOCABLE_PATTERNS, revocableCommands, revocableFiles } from "./revocable.ts";
import { filesStep, LATER_CONFIG, type StageFile } from "./stage-file.ts";
import { UPDATE_STORE } from "./trust-store.ts";

/**
 * Brings the settings of host-settings.ts to every server of the site, without a reboot: a revoked key leaves all of them,
 * a moved mirror serves the next K3s as well. Other settings are another order by its name. The order waits for a server
 * that is off, so all of them get it at once; only where mirrors or the proxy change does K3s start anew, on each server at a
 * moment of its own within a quarter of an hour.
 */
export function settingsChange(settings: HostSettings, provisioner: KairosProvisioner): KubernetesObject {
  const system = [...systemFiles(settings), ...revocableFiles(settings)];
  const commands = revocableCommands(settings);
  const registries = registriesFile(settings);
  const later: StageFile = {
    path: LATER_CONFIG,
    content: `#cloud-config
stages:
  initramfs:
${filesStep("Settings", system, commands.length > 0 ? { commands } : {})}  boot:
${filesStep("Mirrors", [registries], registriesCommands(settings))}`,
  };
  return nodeOp(provisioner, `settings-${contentHash(later.content)}`, {
    command: ["/bin/sh", "-c", script([later, ...system, registries], settings)],
    concurrency: 0,
    stopOnFailure: false,
    backoffLimit: 10,
    cordon: false,
    rebootOnSuccess: false,
  });
}

/**
 * The files as they stand in a shell script, each replaced in one step, those that went, the accounts, and what must be
 * told that something changed. A server has not all of the units, and systemctl ends with an error for one that is not
 * there.
 */
function script(files: readonly StageFile[], { users, pullSecrets }: HostSettings): string {
  const told = `echo ${REGISTRIES_FILE} >>"$pending"`;
  return `set -eu
pending="$HOST_DIR/usr/local/.flotilla-settings"
put() {
  file="$HOST_DIR$1"
  mkdir -p "\${file%/*}"
  cat >"$file.new"
  if cmp -s "$file.new" "$file"; then
    rm "$file.new"
  else
    echo "$1" >>"$pending"
    mv "$file.new" "$file"
  fi
}
on_host() { SYSTEMD_IGNORE_CHROOT=1 chroot "$HOST_DIR" "$@"; }
${files.map(putLines).join("")}kept="${files.map(({ path }) => path).join(" ")}"
for file in ${REVOCABLE_PATTERNS.map((pattern) => `"$HOST_DIR"${pattern}`).join(" \\\n  ")}; do
  path=\${file#"$HOST_DIR"}
  case " $kept " in *" $path "*) continue ;; esac
  [ -e "$file" ] || continue
  echo "$path" >>"$pending"
  rm "$file"
done
${accountLines(users)}${pullSecrets.length > 0 ? fillLines(pullSecrets, told) : ""}# Also what an earlier try has written and not told anybody.
changed=$(cat "$pending" 2>/dev/null || true)
case "$changed" in *timesyncd.conf*) on_host systemctl try-restart systemd-timesyncd.service || true ;; esac
case "$changed" in *systemd/network*) on_host networkctl reload ;; esac
case "$changed" in *sshd_config*) on_host systemctl try-reload-or-restart ssh.service sshd.service || true ;; esac
case "$changed" in *.crt*) on_host ${UPDATE_STORE} ;; esac
case "$changed" in *.service.d/*) on_host systemctl daemon-reload ;; esac
case "$changed" in *${REGISTRIES_FILE}* | *.service.d/*)
  sleep $(($(cksum <"$HOST_DIR/etc/hostname" | cut -d " " -f 1) % 900))
  on_host systemctl try-restart --no-block k3s.service k3s-agent.service || true ;;
esac
rm -f "$pending"
`;
}

function putLines({ path, content }: StageFile): string {
  return `put ${path} <<'FLOTILLA_END'\n${content}FLOTILLA_END\n`;
}
