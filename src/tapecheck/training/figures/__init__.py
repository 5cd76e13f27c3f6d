"""The model that decides on figures: annotated articles, the decisions they teach, fitting the weights."""
