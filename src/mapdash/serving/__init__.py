"""What stands in front of the page: our own addresses, guards, headers, and the log."""
