"""One module a page: its route, and the view that its template shows."""
