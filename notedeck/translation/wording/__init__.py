"""Which words a memory takes for the terms of the notes: terms in several translations, and breaks of the glossary."""
