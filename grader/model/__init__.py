"""The nouns: frozen, plain, and ignorant of how they are made or shown."""
