"""The recipes that train, export and score the five models from drawn pictures alone."""
