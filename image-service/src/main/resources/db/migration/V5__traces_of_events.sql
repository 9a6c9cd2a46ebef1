-- The W3C traceparent of the request that an event is about; none for events that no request made.
ALTER TABLE outbox ADD COLUMN traceparent VARCHAR(55) CHARACTER SET ascii COLLATE ascii_bin NULL;
