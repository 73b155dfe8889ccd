"""Small tools that know nothing of cards."""
