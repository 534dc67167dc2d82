"""Parts of tools/make-benchmark-county."""
