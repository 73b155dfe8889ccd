"""The files that a new deck needs beside its notes: settings, and what git and GitHub do with it."""
