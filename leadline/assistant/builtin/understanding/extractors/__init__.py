"""What a sentence names besides its wish: dates, amounts, filters, rankings, audiences, quoted and pasted text. One kind a file."""
