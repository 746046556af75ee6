# Has the template engine work out an expression of the caller's.
from assay_proofs.template import prove_template

prove_template()
