"""Real services on this machine, for `make check-services`; no part of the product or of CI."""
