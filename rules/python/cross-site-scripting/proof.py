# Has a script stand in the page.
from assay_proofs.page import prove_page

prove_page()
