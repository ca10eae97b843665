"""From a page to an article: the story apart from the furniture, and both kept."""
