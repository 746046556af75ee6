# proof: Sheet.total(formula)
import json


class Sheet:
    def total(self, formula):
        return sum(json.loads(formula))
