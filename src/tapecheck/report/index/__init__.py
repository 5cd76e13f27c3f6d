"""The part of a report that leads to its articles: a row for each, and their pages packed into parts that are unpacked when opened.

``entries`` makes both of a result, ``rows`` says what stands in a row, ``packing`` packs, ``selection`` says which articles are taken.
What the rows add up to, by publisher and by day, is counted in the page (``assets/index-*.js``): for all of them, or for those that a
reader has picked.
"""
