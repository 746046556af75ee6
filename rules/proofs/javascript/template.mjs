// An expression that must not be worked out: its result in the output says that the engine read the data as a template.

import { prove } from "./frame.mjs";

const RESULT = String(7919 * 6007);
const attacks = ["{{7919*6007}}", "<%= 7919*6007 %>", "${7919*6007}", "p= 7919*6007", "#{7919*6007}", "p #{7919*6007}", "{%if true%}{{7919*6007}}{%endif%}", "<%-7919*6007%>", "{{ 7919 * 6007 }}", "<% if (1) { %><%= 7919*6007 %><% } %>"];

export function proveTemplate() {
  return prove({ benign: "text", attacks, isExploited: (outcome) => outcome.text().includes(RESULT) });
}
