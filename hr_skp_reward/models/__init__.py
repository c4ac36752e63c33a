# In the order in which models build on each other, not in the order of the alphabet.
# isort: off
