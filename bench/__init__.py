"""How fast the addons are, as ratios to a reference that runs beside them. See docs/scaling.md."""
