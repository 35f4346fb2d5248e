"""What builds and draws; nothing in here runs in service."""
