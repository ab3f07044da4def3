"""One file for each address of the live layer."""
