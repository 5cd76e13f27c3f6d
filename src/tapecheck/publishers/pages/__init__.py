"""The article on an HTML page: by the selectors of its publisher, or by general rules."""
