//! The tickets' database: accepted pictures survive a crash and are read once.

use std::fs::OpenOptions;
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;
use std::sync::Mutex;
use std::time::Duration;

use engine::Scan;
use rusqlite::{Connection, OptionalExtension, Row, ToSql, params};

use crate::dialects::TicketState;
use crate::tokens::Caller;

/// A ticket as stored.
#[derive(Debug, Clone)]
pub(crate) struct Stored {
    /// How far it is.
    pub(crate) state: TicketState,
    /// What was read, a scan a picture; empty until it is complete.
    pub(crate) scans: Vec<Scan>,
}

/// A ticket taken to be read: its number and its pictures.
pub(crate) type Taken = (u64, Vec<Vec<u8>>);

/// All tickets, in one file or in memory.
#[derive(Debug)]
pub(crate) struct Store(Mutex<Connection>);

const SCHEMA: &str = "
    PRAGMA journal_mode = WAL;
    PRAGMA synchronous = FULL;
    PRAGMA secure_delete = ON;
    CREATE TABLE IF NOT EXISTS ticket (
        id      INTEGER PRIMARY KEY AUTOINCREMENT,
        owner   BLOB NOT NULL,
        state   TEXT NOT NULL,
        tries   INTEGER NOT NULL DEFAULT 0,
        picture BLOB,
        second  BLOB,
        scans   TEXT,
        made_ms INTEGER NOT NULL,
        done_ms INTEGER
    );
    CREATE INDEX IF NOT EXISTS ticket_state ON ticket (state, id);
";

/// How often a picture is begun: one that took the process down each time is not begun for ever.
const TRIES: u32 = 3;

impl Store {
    /// Opens the database in `folder`, or one in memory; tickets cut off in the middle begin anew.
    pub(crate) fn open(folder: Option<&Path>) -> Result<Self, StoreError> {
        let connection = match folder {
            None => Connection::open_in_memory()?,
            Some(folder) => {
                std::fs::create_dir_all(folder)?;
                let file = folder.join("tickets.sqlite");
                // SQLite gives its journal files the rights of the database.
                OpenOptions::new()
                    .create(true)
                    .append(true)
                    .mode(0o600)
                    .open(&file)?;
                Connection::open(file)?
            }
        };
        connection.execute_batch(SCHEMA)?;
        connection.execute(
            "UPDATE ticket SET state = CASE WHEN tries < ?1 THEN 'NEW' ELSE 'ERR' END,
                done_ms = CASE WHEN tries < ?1 THEN NULL ELSE made_ms END
             WHERE state = 'PRO'",
            [TRIES],
        )?;
        Ok(Self(Mutex::new(connection)))
    }

    fn with<T>(
        &self,
        act: impl FnOnce(&Connection) -> rusqlite::Result<T>,
    ) -> Result<T, StoreError> {
        let connection = self.0.lock().map_err(|_| StoreError::Poisoned)?;
        Ok(act(&connection)?)
    }

    /// Keeps one or two pictures; their number is given out only once they are on the disk.
    pub(crate) fn add(
        &self,
        owner: Caller,
        pictures: &[Vec<u8>],
        now_ms: u64,
    ) -> Result<u64, StoreError> {
        self.with(|db| {
            db.execute(
                "INSERT INTO ticket (owner, state, picture, second, made_ms)
                 VALUES (?1, 'NEW', ?2, ?3, ?4)",
                params![
                    owner.0,
                    pictures.first(),
                    pictures.get(1),
                    now_ms.cast_signed()
                ],
            )?;
            Ok(db.last_insert_rowid().cast_unsigned())
        })
    }

    /// Takes the oldest ticket that nobody has begun to read.
    pub(crate) fn take(&self) -> Result<Option<Taken>, StoreError> {
        let row = |row: &Row<'_>| {
            let pictures: [Option<Vec<u8>>; 2] = [row.get(1)?, row.get(2)?];
            let id = row.get::<_, i64>(0)?.cast_unsigned();
            Ok((id, pictures.into_iter().flatten().collect()))
        };
        self.with(|db| {
            db.query_row(
                "UPDATE ticket SET state = 'PRO', tries = tries + 1 WHERE id =
                    (SELECT id FROM ticket WHERE state = 'NEW' ORDER BY id LIMIT 1)
                 RETURNING id, picture, second",
                [],
                row,
            )
            .optional()
        })
    }

    /// Writes what became of a ticket that was taken; one forgotten meanwhile stays forgotten.
    ///
    /// `keep_pictures` is false where nothing is kept beyond the answer.
    pub(crate) fn finish(
        &self,
        id: u64,
        scans: &[Scan],
        keep_pictures: bool,
        now_ms: u64,
    ) -> Result<(), StoreError> {
        let (state, text) = match scans {
            [] => ("ERR", None),
            scans => ("COM", Some(serde_json::to_string(scans)?)),
        };
        self.with(|db| {
            db.execute(
                "UPDATE ticket SET state = ?2, scans = ?3, done_ms = ?4,
                    picture = CASE WHEN ?5 THEN picture END, second = CASE WHEN ?5 THEN second END
                 WHERE id = ?1 AND state = 'PRO'",
                params![
                    id.cast_signed(),
                    state,
                    text,
                    now_ms.cast_signed(),
                    keep_pictures
                ],
            )
        })?;
        Ok(())
    }

    /// The ticket of this number, for whom it belongs to.
    pub(crate) fn look(&self, owner: Caller, id: u64) -> Result<Option<Stored>, StoreError> {
        let row = self.with(|db| {
            db.query_row(
                "SELECT state, scans FROM ticket WHERE id = ?1 AND owner = ?2",
                params![id.cast_signed(), owner.0],
                |row| Ok((row.get::<_, String>(0)?, row.get::<_, Option<String>>(1)?)),
            )
            .optional()
        })?;
        let Some((state, scans)) = row else {
            return Ok(None);
        };
        let scans = scans.map(|text| serde_json::from_str(&text)).transpose()?;
        Ok(Some(Stored {
            state: state_of(&state),
            scans: scans.unwrap_or_default(),
        }))
    }

    /// The first picture of this ticket.
    pub(crate) fn picture(&self, id: u64) -> Result<Option<Vec<u8>>, StoreError> {
        let picture = self.with(|db| {
            db.query_row(
                "SELECT picture FROM ticket WHERE id = ?1",
                [id.cast_signed()],
                |row| row.get(0),
            )
            .optional()
        })?;
        Ok(picture.flatten())
    }

    /// Deletes a ticket with its pictures and result; whether there was one.
    pub(crate) fn forget(&self, owner: Caller, id: u64) -> Result<bool, StoreError> {
        self.erase(
            "DELETE FROM ticket WHERE id = ?1 AND owner = ?2",
            params![id.cast_signed(), owner.0],
        )
        .map(|rows| rows > 0)
    }

    /// Deletes every ticket that was finished longer ago than `keep`.
    pub(crate) fn sweep(&self, keep: Duration, now_ms: u64) -> Result<usize, StoreError> {
        let age = u64::try_from(keep.as_millis()).unwrap_or(u64::MAX);
        let before = now_ms.saturating_sub(age).cast_signed();
        self.erase(
            "DELETE FROM ticket WHERE state IN ('COM', 'ERR') AND done_ms < ?1",
            params![before],
        )
    }

    /// Deletes rows, and empties the journal, where their pictures would stand on.
    fn erase(&self, sql: &str, values: &[&dyn ToSql]) -> Result<usize, StoreError> {
        self.with(|db| {
            let rows = db.execute(sql, values)?;
            if rows > 0 {
                db.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))?;
            }
            Ok(rows)
        })
    }
}

fn state_of(word: &str) -> TicketState {
    match word {
        "NEW" => TicketState::New,
        "PRO" => TicketState::Processing,
        "COM" => TicketState::Complete,
        _ => TicketState::Failed,
    }
}

/// The database cannot be used.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum StoreError {
    /// SQLite says no.
    #[error("the tickets' database: {0}")]
    Database(#[from] rusqlite::Error),
    /// The folder cannot be used.
    #[error("the tickets' folder: {0}; name a folder that can be written with --store")]
    Folder(#[from] std::io::Error),
    /// A stored result cannot be read.
    #[error("a stored result is damaged: {0}")]
    Result(#[from] serde_json::Error),
    /// Another thread died while it held the database.
    #[error("the tickets' database was left in the middle of a change; restart the server")]
    Poisoned,
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::path::PathBuf;

    const ME: Caller = Caller([1; 12]);
    const HOUR: Duration = Duration::from_secs(3600);

    fn scratch(name: &str) -> PathBuf {
        std::env::temp_dir().join(format!("idocr-{name}-{}", std::process::id()))
    }

    fn one(picture: &[u8]) -> Vec<Vec<u8>> {
        vec![picture.to_vec()]
    }

    fn wide(width: u32) -> [Scan; 1] {
        [Scan {
            width,
            ..Scan::default()
        }]
    }

    #[test]
    fn a_ticket_cut_off_in_the_middle_begins_anew_and_is_read_once() {
        let folder = scratch("store");
        let store = Store::open(Some(&folder)).unwrap();
        let id = store.add(ME, &one(b"picture"), 1).unwrap();
        assert_eq!(store.take().unwrap(), Some((id, one(b"picture"))));
        assert_eq!(store.take().unwrap(), None, "taken once only");
        drop(store); // As after kill -9: PRO stands on the disk.

        let store = Store::open(Some(&folder)).unwrap();
        assert_eq!(store.take().unwrap(), Some((id, one(b"picture"))));
        store.finish(id, &wide(7), true, 2).unwrap();
        let stored = store.look(ME, id).unwrap().unwrap();
        assert_eq!(
            (stored.state, stored.scans[0].width),
            (TicketState::Complete, 7)
        );
        assert_eq!(store.take().unwrap(), None);
        std::fs::remove_dir_all(folder).unwrap();
    }

    #[test]
    fn a_picture_that_takes_the_process_down_is_given_up() {
        let folder = scratch("poison");
        let store = Store::open(Some(&folder)).unwrap();
        let id = store.add(ME, &one(b"poison"), 1).unwrap();
        drop(store);
        for _ in 0..TRIES {
            let store = Store::open(Some(&folder)).unwrap();
            assert!(store.take().unwrap().is_some());
        }
        let store = Store::open(Some(&folder)).unwrap();
        assert_eq!(store.take().unwrap(), None);
        let stored = store.look(ME, id).unwrap().unwrap();
        assert_eq!(stored.state, TicketState::Failed);
        std::fs::remove_dir_all(folder).unwrap();
    }

    #[test]
    fn the_database_is_for_its_owner_alone() {
        use std::os::unix::fs::PermissionsExt;
        let folder = scratch("rights");
        let store = Store::open(Some(&folder)).unwrap();
        store.add(ME, &one(b"picture"), 1).unwrap();
        for entry in std::fs::read_dir(&folder).unwrap() {
            let entry = entry.unwrap();
            let mode = entry.metadata().unwrap().permissions().mode() & 0o777;
            assert_eq!(mode, 0o600, "{}", entry.path().display());
        }
        std::fs::remove_dir_all(folder).unwrap();
    }

    #[test]
    fn what_is_forgotten_stays_forgotten_and_stands_in_no_file() {
        let folder = scratch("forget");
        let store = Store::open(Some(&folder)).unwrap();
        let secret = b"a picture of somebody";
        let stands = || {
            let files = std::fs::read_dir(&folder).unwrap();
            let mut texts = files.map(|file| std::fs::read(file.unwrap().path()).unwrap());
            texts.any(|text| text.windows(secret.len()).any(|piece| piece == secret))
        };
        let id = store.add(ME, &one(secret), 1).unwrap();
        store.take().unwrap();
        assert!(stands(), "it is on the disk as long as it is kept");
        assert!(store.forget(ME, id).unwrap());
        assert!(!stands(), "and not once it is forgotten");
        store.finish(id, &wide(7), true, 2).unwrap();
        assert!(store.look(ME, id).unwrap().is_none());
        assert!(!store.forget(ME, id).unwrap());
        std::fs::remove_dir_all(folder).unwrap();
    }

    #[test]
    fn a_ticket_is_for_its_owner_alone() {
        let store = Store::open(None).unwrap();
        let id = store.add(ME, &one(b"a"), 1).unwrap();
        let stranger = Caller([2; 12]);
        assert!(store.look(stranger, id).unwrap().is_none());
        assert!(!store.forget(stranger, id).unwrap());
        assert!(store.look(ME, id).unwrap().is_some());
    }

    #[test]
    fn finished_tickets_are_swept_by_their_end_and_waiting_ones_are_not() {
        let store = Store::open(None).unwrap();
        let done = store.add(ME, &one(b"a"), 0).unwrap();
        store.take().unwrap();
        let end = 10 * 3_600_000;
        store.finish(done, &[], true, end).unwrap();
        let waiting = store.add(ME, &one(b"b"), 0).unwrap();
        assert_eq!(store.sweep(HOUR, end + 3_600_000).unwrap(), 0);
        assert_eq!(store.sweep(HOUR, end + 3_600_001).unwrap(), 1);
        assert!(store.look(ME, done).unwrap().is_none());
        assert!(store.look(ME, waiting).unwrap().is_some());
    }

    #[test]
    fn where_nothing_is_kept_the_pictures_go_when_they_are_read() {
        let store = Store::open(None).unwrap();
        let id = store.add(ME, &[b"a".to_vec(), b"b".to_vec()], 1).unwrap();
        assert_eq!(
            store.take().unwrap(),
            Some((id, vec![b"a".to_vec(), b"b".to_vec()]))
        );
        store.finish(id, &wide(7), false, 2).unwrap();
        assert_eq!(store.picture(id).unwrap(), None);
        assert!(store.look(ME, id).unwrap().is_some());
    }
}
