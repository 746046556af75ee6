# Has a search go on for ever.
from assay_proofs.expression import prove_expression

prove_expression()
