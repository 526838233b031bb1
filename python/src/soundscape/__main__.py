"""`python -m soundscape` is the program `soundscape`."""

from ._program import main

main()
