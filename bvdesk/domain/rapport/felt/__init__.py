"""Live fields: figures in running text that always say what the figures say now."""
