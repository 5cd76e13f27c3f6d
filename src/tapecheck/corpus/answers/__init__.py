"""Questions to a whole corpus: SQL over the typed tables of a run, and ready-made questions by name.

``opening.opened(path)`` gives the tables, locked down; ``tables.Tables.ask`` answers SQL; ``ready.ready_made`` lists what can be asked by
name.
"""
