"""The graph as one HTML file that a person opens, searches and checks, without a network."""

from kg.view.page import render, write_view

__all__ = ["render", "write_view"]
