# Writes an entry of the caller's own into the log.
from assay_proofs.log import prove_log

prove_log()
