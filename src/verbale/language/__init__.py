"""What the words of an article say: times and amounts of money."""
