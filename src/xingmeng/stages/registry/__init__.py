"""Organisations, people, regions, yearly facts, roles, and what later stages know of anyone."""
