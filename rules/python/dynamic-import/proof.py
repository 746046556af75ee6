# Imports a module that the program has no part in.
from assay_proofs.importing import prove_importing

prove_importing()
