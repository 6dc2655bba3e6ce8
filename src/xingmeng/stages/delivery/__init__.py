"""Milestones, inspection, acceptance."""
