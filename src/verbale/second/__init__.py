"""The second reader: a language model behind an endpoint that the user names, whose lines must pass the gate."""
