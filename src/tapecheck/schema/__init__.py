"""Typed data, a leaf: everything that passes between stages, and nothing that computes."""
