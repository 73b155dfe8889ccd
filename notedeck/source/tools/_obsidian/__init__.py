"""What Obsidian's Markdown has beyond that of GitHub: one module for each kind of syntax."""
