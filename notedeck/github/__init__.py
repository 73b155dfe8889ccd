"""What the GitHub Action does beside building: the comment of a pull request, and the release with the package.

Everything from an event, such as the name of a branch, is data of others: it reaches no shell and no program.
"""
