"""Tests of the entitlements."""
