"""Pure words every room speaks. Standard library only."""
