"""Floor 7: documents that leave the screen: spreadsheets, pictures and PDF, written from plain parts that pages hand over."""
