# Finds a document that is not the sender's.
from assay_proofs.collection import prove_collection

prove_collection()
