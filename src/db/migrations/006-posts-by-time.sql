-- For the metrics and the retention of posts.
create index posts_by_time on posts (posted_at) where posted_at is not null;
