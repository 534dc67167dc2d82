"""Generator of the fictional county of Doggerland; see data/doggerland/README.md."""
