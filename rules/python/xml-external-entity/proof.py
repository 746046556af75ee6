# Has the parser read a file that the document names.
from assay_proofs.document import prove_document

prove_document()
