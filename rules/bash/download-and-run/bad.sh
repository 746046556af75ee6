#!/bin/bash
curl -fsSL https://example.com/install.sh | bash  # expect: is run without
