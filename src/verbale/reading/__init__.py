"""From an article to draft entries, each with its evidence."""
