// A script that must not stand in a page: the answer is parsed as browsers do.

import { prove } from "./frame.mjs";
import { parse } from "parse5";

const MARK = "canary";
const attacks = [
  `<script>${MARK}()</script>`,
  `<img src=x onerror=${MARK}()>`,
  `"><img src=x onerror=${MARK}()>`,
  `'><svg onload=${MARK}()>`,
  `<ScRiPt>${MARK}()</sCrIpT>`,
  `<scr<script>ipt>${MARK}()</scr</script>ipt>`,
  `<svg/onload=${MARK}()>`,
  `" onmouseover="${MARK}()`,
  `' onmouseover='${MARK}()`,
  `</script><script>${MARK}()</script>`,
];

function isExploited({ headers, error, value }) {
  const kind = headers["content-type"] ?? "text/html";
  return kind.includes("html") && error === undefined && typeof value === "string" && value.includes(MARK) && holdsScript(parse(value));
}

function holdsScript(node) {
  if (node.attrs?.some(({ name, value }) => name.startsWith("on") && value.includes(MARK))) return true;
  if (node.tagName === "script" && node.childNodes.some(({ value }) => value?.trim().startsWith(MARK))) return true;
  return (node.childNodes ?? []).some(holdsScript);
}

export function provePage() {
  return prove({ benign: "text", attacks, isExploited });
}
