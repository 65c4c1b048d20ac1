"""The screens: each shows what `Desk` says and asks it for verbs; none knows the disk."""
