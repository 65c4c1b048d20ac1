"""The screen, the commands beside it, and every word that is said."""
