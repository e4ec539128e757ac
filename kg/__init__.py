"""Park KG: Chinese news about industrial parks becomes a knowledge graph in which every fact quotes its sentence."""

__version__ = "0.1.0"
