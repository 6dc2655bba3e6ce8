"""Outcomes, technology contracts, income and its shares."""
