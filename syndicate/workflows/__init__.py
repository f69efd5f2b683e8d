"""What people ask for, each one sentence of the way in `way/`: publish, preview, check, plan ..."""
