/** The timer that lets K3s renew its certificates. */

import type { StageFile } from "./stage-file.ts";

const FOLDER = "/etc/systemd/system";
const NAME = "flotilla-k3s-restart";

/** Unit that a stage enables before systemd of the host starts. */
export const RESTART_TIMER = `${NAME}.timer`;

/**
 * K3s renews certificates that end soon when it starts, and only then; they live for 365 days (docs.k3s.io, certificate).
 * A server that nobody touches for so long would lose its cluster, so K3s starts anew once a month, each server on a day
 * of its own in two weeks. Pods go on: the unit of K3s kills its own process alone.
 */
export const restartFiles: readonly StageFile[] = [
  {
    path: `${FOLDER}/${NAME}.service`,
    content: `[Unit]
Description=Restart K3s, which renews its certificates when it starts

[Service]
Type=oneshot
ExecStart=-/usr/bin/systemctl try-restart k3s.service k3s-agent.service
`,
  },
  {
    path: `${FOLDER}/${RESTART_TIMER}`,
    content: `[Timer]
OnCalendar=monthly
RandomizedDelaySec=14d
FixedRandomDelay=true
Persistent=true

[Install]
WantedBy=timers.target
`,
  },
];
