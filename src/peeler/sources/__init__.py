"""Floor 4: turns what systems hold into events and reference rows: files in safely, matched, read, mapped,
compared.
"""
