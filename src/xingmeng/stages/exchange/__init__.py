"""Needs of enterprises: stated, refined, confirmed, raised to a challenge."""
