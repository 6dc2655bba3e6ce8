"""Deciding meetings: agenda, decisions on all its items at once, minutes."""
