"""How Hugo's tool reads shortcodes; `hugo.py` is the tool."""
