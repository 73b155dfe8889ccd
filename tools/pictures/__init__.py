"""The demo deck's pictures: `python -m tools.pictures` draws media/ anew. Needs the font Noto Sans CJK."""
