"""Tasks around the project; the package never imports them."""
