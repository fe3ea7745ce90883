"""The page: photographs in, people looked at, corrected and approved, vCards out. Handlers are as thin as commands.

Nothing is fetched from a network, no path from a browser is ever opened, and no text is shown unescaped.
"""
