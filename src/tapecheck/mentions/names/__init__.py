"""Names of people, organisations, places and titles by trained models."""
