"""Migrations of the entitlements."""
