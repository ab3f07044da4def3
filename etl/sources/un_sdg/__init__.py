"""Global SDG Indicators Database of the United Nations Statistics Division."""
