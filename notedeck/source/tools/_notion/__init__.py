"""What Notion writes into an export that GitHub reads in another way: one module for each kind."""
