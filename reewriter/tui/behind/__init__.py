"""What goes on behind the screen, on threads; it tells by messages and touches no widget."""
