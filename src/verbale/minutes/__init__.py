"""The minutes: where readings are kept, joined, reviewed and found, and the views of them."""
