-- What the fleet does by the clock in this database, and who does it now (docs/reference/jobs.md).
CREATE TABLE jobs (
    name        text PRIMARY KEY,
    -- Grows with each claim. Who holds an older one has lost the job, and its transactions find that out before they commit.
    fence       bigint NOT NULL DEFAULT 0,
    -- The process that runs it now, and until when that is believed without another word from it.
    holder      text,
    lease_until timestamptz,
    -- The moment the claimed run is for, and the last one that a run has succeeded for.
    due         timestamptz,
    done        timestamptz,
    -- Runs that failed or were left since the last success, and when the next may begin.
    failures    integer NOT NULL DEFAULT 0,
    retry_at    timestamptz,
    known_since timestamptz NOT NULL,
    CHECK ((holder IS NULL) = (lease_until IS NULL))
) WITH (fillfactor = 50);

CREATE TABLE job_runs (
    job        text NOT NULL,
    fence      bigint NOT NULL,
    due        timestamptz NOT NULL,
    holder     text NOT NULL,
    started_at timestamptz NOT NULL,
    ended_at   timestamptz,
    -- None while it runs.
    outcome    text CHECK (outcome IN ('succeeded', 'failed', 'lost')),
    detail     text,
    PRIMARY KEY (job, fence),
    CHECK ((outcome IS NULL) = (ended_at IS NULL))
);
-- Old ones are found by age.
CREATE INDEX job_runs_by_age ON job_runs (started_at);
-- A claim ends what its predecessor has left.
CREATE INDEX job_runs_under_way ON job_runs (job) WHERE outcome IS NULL;
