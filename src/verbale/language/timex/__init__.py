"""The parts of the reader of time expressions; `verbale.language.times` is its door."""
