"""Send texts to an engine: protected, in batches, with retries and limits."""
