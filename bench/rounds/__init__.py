"""What bench/run is made of: the servers, the rows, the rounds and the report."""
