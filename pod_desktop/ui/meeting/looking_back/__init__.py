"""Looking back together at the turns of a closed meeting; the person sees the same page."""
