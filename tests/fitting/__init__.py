"""Fits the models in `data/models` on the articles in `tests/gold/articles`: `make models`, with the extra `fit`."""
