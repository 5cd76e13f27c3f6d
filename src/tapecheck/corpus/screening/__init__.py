"""What a run looks at before it works on an article: its language, and whether another site's copy of it came before."""
