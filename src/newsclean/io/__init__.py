"""Files in and out: formats, encodings, compression, atomic writing."""
