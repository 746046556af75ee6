// A visitor who must not be sent away: the answer's address is read as browsers read it.

import { prove } from "./frame.mjs";

const AWAY = "canary.invalid";
const HERE = "http://localhost";
const attacks = [`https://${AWAY}/`, `//${AWAY}/`, `///${AWAY}/`, `/\\${AWAY}/`, `\\\\${AWAY}/`, `https:${AWAY}/`, `hTTps://${AWAY}/`, `/\t/${AWAY}/`, ` https://${AWAY}/`, `https://localhost@${AWAY}/`, `https://localhost.${AWAY}/`];

function leadsAway(address) {
  try {
    return new URL(address, HERE).hostname.endsWith(AWAY);
  } catch {
    return false;
  }
}

export function proveRedirect() {
  return prove({ benign: "/account?tab=1", attacks, isExploited: ({ headers }) => headers.location !== undefined && leadsAway(headers.location) });
}
