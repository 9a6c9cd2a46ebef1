-- as long as an index takes on a large table
DO SLEEP(2);
