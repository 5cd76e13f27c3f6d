"""What ``scripts/update_docs`` and the site are made with: the parts of the pages that a program writes, each by its mark.

``shown``   what commands print, below them
``fields``  the record schema: a table for each model, an example for each kind
``walk``    one article through every stage
``site``    a hook of MkDocs: pages that lie outside ``docs/``
"""
