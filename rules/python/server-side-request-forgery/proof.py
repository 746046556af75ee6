# Has the server call an address inside.
from assay_proofs.callback import prove_callback

prove_callback()
