"""Definitions, figures that open, the replay."""
