"""Sveltia CMS (MIT), made so that a site can serve it itself; `sveltia/licences` says whose work is in it."""
