"""What each figure of an article is, decided by a trained model that looks at the words around it and at what the patterns say."""
