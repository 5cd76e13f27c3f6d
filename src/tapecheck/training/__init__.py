"""Corpora and training of the models of names; nothing here is needed to run them."""
