# Shows a token that nobody signed, or somebody else.
from assay_proofs.token import prove_token

prove_token()
