"""What is shown, decided once: frozen views that every renderer draws and none changes."""
