"""How things are worked out: pure functions over plain values."""
