"""What people ask for, each one sentence of the way in `way.py`: publish, preview, check, plan ..."""
