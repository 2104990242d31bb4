"""Floor 3: the durable file and the projection; the only writer, and the only floor that knows a database."""
