BEGIN TRANSACTION;
CREATE TABLE expertstatus_ledger (
            practice TEXT NOT NULL,
            seq BIGINT NOT NULL CHECK (seq > 0),
            at DATETIME NOT NULL,
            kind TEXT NOT NULL,
            key TEXT NOT NULL,
            uid TEXT NOT NULL,
            attempt BIGINT NOT NULL,
            line TEXT NOT NULL,
            batch TEXT NOT NULL,
            PRIMARY KEY (practice, seq)
        );
INSERT INTO "expertstatus_ledger" VALUES('',1,'2026-11-21 08:00:00.000000','claim','griepprik/nl/mastodon/new','griepprik',1,'{"v":1,"at":"2026-11-21T08:00:00Z","kind":"claim","key":"griepprik/nl/mastodon/new","run":"run-a","attempt":1,"data":{"account":"mastodon","body":"b1","created_at":"2026-11-21T08:00:00Z","lang":"nl","lease":"2026-11-21T08:30:00Z","marker":"0123abcd","occasion":"new","permalink":"https://praktijk.example/griepprik/","uid":"griepprik","variant":"2"}}','0123456789abcdef');
INSERT INTO "expertstatus_ledger" VALUES('',2,'2026-11-21 08:00:00.000000','prepared','griepprik/nl/mastodon/new','griepprik',1,'{"v":1,"at":"2026-11-21T08:00:00Z","kind":"prepared","key":"griepprik/nl/mastodon/new","run":"run-a","attempt":1,"data":{"media_id":"7"}}','0123456789abcdef');
INSERT INTO "expertstatus_ledger" VALUES('',3,'2026-11-21 08:00:00.000000','sent','griepprik/nl/mastodon/new','griepprik',1,'{"v":1,"at":"2026-11-21T08:00:00Z","kind":"sent","key":"griepprik/nl/mastodon/new","run":"run-a","attempt":1,"data":{"id":"9","url":"https://social.example/9"}}','0123456789abcdef');
CREATE TABLE expertstatus_ledger_version (version BIGINT NOT NULL);
INSERT INTO "expertstatus_ledger_version" VALUES(1);
CREATE UNIQUE INDEX expertstatus_ledger_one_claim
            ON expertstatus_ledger (practice, key, attempt) WHERE kind = 'claim';
CREATE INDEX expertstatus_ledger_key ON expertstatus_ledger (practice, key, seq);
CREATE INDEX expertstatus_ledger_uid ON expertstatus_ledger (practice, uid, seq);
CREATE INDEX expertstatus_ledger_kind ON expertstatus_ledger (practice, kind, seq);
COMMIT;
