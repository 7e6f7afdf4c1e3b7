/** Attacks and faults that were tried on the enrolment of servers, with what became of each. */

import { type Attack, attack } from "./attack.ts";

const ENROLMENT = "Enrolment of servers";
const ENROL = "enroll/enrol";
const REFUSALS = "enroll/refusals";

export const enrolmentAttacks: readonly Attack[] = [
  attack(ENROLMENT, "wrong, unknown and malformed tokens, for hosts that are there and are not", "one answer for all", [
    [REFUSALS, "that is wrong, unknown or no token opens nothing, in the same words, and tells nothing of any host"],
  ]),
  attack(ENROLMENT, "a token after its end, of another region, of another host, a second time", "refused", [
    [REFUSALS, "is good until its end and not a second longer, by the clock of the service"],
    [REFUSALS, "of another region does not open the host"],
    [REFUSALS, "of a host opens that one and no other"],
    [REFUSALS, "for one server lets in no second one, whatever it says that it is"],
  ]),
  attack(
    ENROLMENT,
    "two servers with one identity, one after the other and at once, at one service and at two",
    "the first has the host; the other gets nothing, and the log names both",
    [
      [ENROL, "Of two servers with one identity the first has the host, the second is refused and the log names it"],
      [ENROL, "Of many servers with one identity that come at once to two services, one has the host"],
      [
        "enroll/decide/claim",
        "Whoever asks in whatever order, one server has the host at a time, and one that is installed keeps it",
      ],
    ],
    "who has a token of a region can be the first to come as a host that nobody claimed; tokens of hosts are for one machine",
  ),
  attack(
    ENROLMENT,
    "the service killed at any moment while a server asks (test/e2e/enroll.test.ts)",
    "the same server gets on, with one claim",
    [
      [
        ENROL,
        "The same server may ask as often as it likes: an answer that was lost does no harm, and nothing is committed again",
      ],
    ],
  ),
  attack(
    ENROLMENT,
    "Git, the published repositories or the secret store away",
    "nothing is given; it goes on when they are back",
    [
      [ENROL, "With Git away nothing is given, with it back the same server gets on"],
      [
        ENROL,
        "A secret that the store lacks is named, nothing else of the registration is given, and it comes when it is there",
      ],
    ],
  ),
  attack(ENROLMENT, "a claim edited by hand in Git", "the host waits, and the service says which file", [
    [ENROL, "A claim that somebody edited by hand stops the host, and says so"],
  ]),
  attack(ENROLMENT, "certificates of a released server, of another authority, none", "open nothing", [
    [ENROL, "A host that was released may be had by another server, and the certificate of the first opens nothing"],
    [REFUSALS, "Without a certificate, or with one of another authority, nothing of a host is given"],
    [ENROL, "A certificate is renewed for the key that has the claim, and for no other"],
  ]),
  attack(ENROLMENT, "guessed tokens, endless requests, large bodies, silent connections", "429, 400; others go on", [
    [REFUSALS, "Who guesses tokens has to wait, and so does who asks without end; others go on"],
    [REFUSALS, "A request that is none"],
    [REFUSALS, "Connections that say nothing, or no TLS, leave the service to others"],
  ]),
  attack(
    ENROLMENT,
    "secrets in logs, in answers that refuse, in Git, in a fleet's files",
    "none; a token in a file is found",
    [
      [
        REFUSALS,
        "No secret is in a log, an answer that refuses, or Git: neither token, nor key, nor what the store has",
      ],
      [
        "enroll/decide/token",
        "What is kept of a token does not hold it, and a token in any file is found as a credential",
      ],
    ],
  ),
  attack(ENROLMENT, "a server whose clock is in 1970", "its clock counts for nothing and is told", [
    [REFUSALS, "The clock of a server counts for nothing, and is told where it is far off"],
  ]),
  attack(ENROLMENT, "a secret folder asked for what lies outside", "nothing is found", [
    ["enroll/secret-stores", "A folder of secrets gives what lies in it, and nothing that lies elsewhere"],
  ]),
];
