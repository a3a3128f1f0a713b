"""MinHash signatures and bands over folded code points."""
