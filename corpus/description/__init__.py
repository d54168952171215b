"""What is known about a document: title, organ, number, days, kind."""
