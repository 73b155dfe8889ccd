"""The syntax of MkDocs and of its theme Material, one construct a module."""
