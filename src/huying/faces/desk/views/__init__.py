"""What the desk sees. One module per page and its fragments."""
