"""What the figures mean: pure rules, standard library only."""
