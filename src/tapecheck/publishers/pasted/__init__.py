"""Lines and paragraphs told by their words, their looks and their place: pasted text, and what pages leave to words."""
