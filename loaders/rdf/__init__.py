"""Facts as triples: one module for each kind of fact, called by ``loaders.triples`` alone."""
