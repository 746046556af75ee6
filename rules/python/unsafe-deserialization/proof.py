# Runs code as the stored data is read.
from assay_proofs.stored import prove_stored

prove_stored()
