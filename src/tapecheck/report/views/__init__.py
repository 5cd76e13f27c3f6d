"""What the page of an article shows, as plain data: pure functions of a result; how it looks is the templates' affair."""
