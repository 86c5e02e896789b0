-- For the names beside answers to contact requests: they outlive the requests, which can be deleted.
create index messages_answering on messages (conversation_id, agent_id) where event ->> 'type' = 'contact_answer';
