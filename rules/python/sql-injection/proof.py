# Widens a condition until it holds for a row of somebody else.
from assay_proofs.sql import prove_sql

prove_sql()
