"""Programs for the people who work on notedeck; none of them is in the installed package."""
