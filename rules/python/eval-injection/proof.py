# Has an expression of the caller's run as code.
from assay_proofs.command import prove_code

prove_code()
