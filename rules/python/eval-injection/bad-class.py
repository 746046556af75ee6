# proof: Sheet.total(formula)
class Sheet:
    def total(self, formula):
        source = "sum(" + formula + ")"
        return eval(source)  # expect: `eval` runs `source` as code
