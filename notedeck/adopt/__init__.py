"""Take over a deck that was made by hand or by another program: which of its notes is which card."""
