"""Parts that any screen may use; they know nothing of activities."""
