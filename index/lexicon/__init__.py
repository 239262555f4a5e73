"""What an archive teaches about its words: which are forms of one, and which mean the same."""
