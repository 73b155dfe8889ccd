"""Pictures on the web: downloading them, from public servers only."""
