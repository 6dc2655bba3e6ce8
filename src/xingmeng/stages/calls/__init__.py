"""An instrument opened for a period, and the challenges it lists."""
