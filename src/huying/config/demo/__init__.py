"""The demo neighbourhood: invented people in a real shape, brought in by the importers a customer uses."""
