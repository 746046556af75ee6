"""An expression that must not be worked out: its result in the output says that the engine read the data as a template."""

from assay_proofs.frame import prove

RESULT = str(7919 * 6007)
ATTACKS = ["{{7919*6007}}", "${7919*6007}", "{% print(7919*6007) %}", "{%if 1%}{{7919*6007}}{%endif%}", "<%= 7919*6007 %>", "#{7919*6007}", "{{ 7919 * 6007 }}", "{{(7919)*(6007)}}"]


def prove_template():
    prove(benign="text", attacks=ATTACKS, is_exploited=lambda outcome: RESULT in outcome.text())
