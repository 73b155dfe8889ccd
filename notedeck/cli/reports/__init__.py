"""What a command prints, for people and for programs."""
