# Writes a file outside the folder that the archive is unpacked into.
from assay_proofs.archive import prove_archive

prove_archive()
