"""What the proofs in Python share: a driver for each kind of flaw, and the frame that calls the function under proof."""
