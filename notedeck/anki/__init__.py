"""Everything that Anki defines: note types, fields, templates, packages, deck names, AnkiConnect."""
