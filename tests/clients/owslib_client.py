"""OWSLib, or the script that imports this is skipped."""

import warnings

import heatward_e2e

try:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import owslib  # noqa: F401
except ImportError as missing:
    heatward_e2e.skip_script(f"OWSLib is not installed (tools/install-deps --clients): {missing}")
