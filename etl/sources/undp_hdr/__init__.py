"""United Nations Development Programme: composite indices and their components, by sex."""
