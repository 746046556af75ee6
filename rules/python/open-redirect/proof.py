# Sends a visitor to another site.
from assay_proofs.redirect import prove_redirect

prove_redirect()
