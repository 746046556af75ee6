# Finds an entry that is not the sender's.
from assay_proofs.directory import prove_directory

prove_directory()
