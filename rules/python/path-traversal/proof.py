# Reaches a file outside the folder that the name belongs to.
from assay_proofs.path import prove_path

prove_path()
