"""What packages may have had of each card, so that its time only goes forward (docs/decisions/0022)."""
