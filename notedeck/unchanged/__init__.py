"""Do nothing when nothing changed: a command whose inputs are as they were prints what it printed before.

As git's index and ninja do, files are compared by their states, and none is opened (`util/files/states.py`).
`surroundings.py` describes the program and the user's settings, `inputs.py` puts together all that a run depends on,
`store.py` keeps it in the deck's cache with what the run printed, and `attempt.py` decides. When in doubt, the command
runs (docs/decisions/0019).
"""
