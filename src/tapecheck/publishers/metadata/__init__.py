"""What is known about an article beside its text: every place where a page says it, and which of them is believed."""
