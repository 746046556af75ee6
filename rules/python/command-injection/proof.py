# Runs a second command beside the one that is meant.
from assay_proofs.command import prove_command

prove_command()
