"""Taking into an atlas what others wrote and drew: texts, layers, a whole new atlas."""
