-- A source was heard on the business dates of all that it told, also of what never became a fact because
-- a correction or a retraction had arrived before it. Everything is read again from Kafka, since earlier
-- rows lack these dates.
truncate consumed, moment, chronicle, record_event, fact, parked, heard;
