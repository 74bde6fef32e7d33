"""Pure editing: decides what a key press changes, and returns it; never touches the store."""
