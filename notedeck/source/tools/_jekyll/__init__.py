"""How Jekyll's tool reads Liquid and kramdown; `jekyll.py` is the tool."""
