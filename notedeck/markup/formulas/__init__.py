"""Which formulas may reach a card: `tex.py` reads one, `macros.py` lists its macros, `on_cards.py` finds it in HTML."""
