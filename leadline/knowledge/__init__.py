"""Documents in, passages out: converters, passages, embeddings, the two indexes, search. Knows nothing of projects but their keys."""
