"""Independent verification of a release: nothing here imports the code that made it."""
