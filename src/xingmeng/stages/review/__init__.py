"""Experts, marks and ranking; its subject is any (kind, id)."""
