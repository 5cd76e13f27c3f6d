"""What people look at: results as a page that holds everything in itself, and as words and signs of a table.

``views`` says what is shown (pure functions of a result), ``templates`` and ``assets`` how it looks, ``charts`` draws prices beside
claims, ``page`` puts a page together that asks nobody for anything.
"""
