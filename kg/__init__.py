"""The graph at work: store, build, catalogue, query, views, export, and the command line."""
