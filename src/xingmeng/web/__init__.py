"""The face: base page, components, words, home per role, board, and the wiring tables."""
