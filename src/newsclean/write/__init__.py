"""Writing so that nothing half-written ever stands under its final name."""
