"""The scenes of what makes a day on this screen pleasant: the welcome, the tour, keys, reading, discretion."""
