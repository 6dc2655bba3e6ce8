"""Measurements: programs that load the served site and check what it kept."""
