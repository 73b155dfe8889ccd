"""Rewrites what the repository holds of the program's output: fixtures, golden files, the demo's lock, digests.

    python -m tests.update [NAME ...]            rewrite everything, or only files with one of the names in their path
    python -m tests.update --check [NAME ...]    only list what would change; exit status 1 if something would

Read the diff afterwards: it is what the program does differently now.
"""
