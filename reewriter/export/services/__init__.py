"""The mailing services, one small module each; they know nothing of each other."""
