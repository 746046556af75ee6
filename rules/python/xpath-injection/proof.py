# Finds by a condition of the sender's.
from assay_proofs.condition import prove_condition

prove_condition()
