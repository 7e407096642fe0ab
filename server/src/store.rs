//! The tickets' database: accepted pictures survive a crash and are read once.

use std::fs::OpenOptions;
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;
use std::sync::Mutex;
use std::time::Duration;

use engine::Scan;
use rusqlite::{Connection, OptionalExtension, params};

use crate::dialects::TicketState;

/// A ticket as stored.
#[derive(Debug, Clone)]
pub(crate) struct Stored {
    /// How far it is.
    pub(crate) state: TicketState,
    /// What was read.
    pub(crate) scan: Option<Scan>,
}

/// All tickets, in one file or in memory.
#[derive(Debug)]
pub(crate) struct Store(Mutex<Connection>);

const SCHEMA: &str = "
    PRAGMA journal_mode = WAL;
    PRAGMA synchronous = FULL;
    PRAGMA secure_delete = ON;
    CREATE TABLE IF NOT EXISTS ticket (
        id      INTEGER PRIMARY KEY AUTOINCREMENT,
        state   TEXT NOT NULL,
        picture BLOB,
        scan    TEXT,
        made_ms INTEGER NOT NULL
    );
    CREATE INDEX IF NOT EXISTS ticket_state ON ticket (state, id);
    UPDATE ticket SET state = 'NEW' WHERE state = 'PRO';
";

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
        Ok(Self(Mutex::new(connection)))
    }

    fn with<T>(
        &self,
        act: impl FnOnce(&Connection) -> rusqlite::Result<T>,
    ) -> Result<T, StoreError> {
        let connection = self.0.lock().map_err(|_| StoreError::Poisoned)?;
        Ok(act(&connection)?)
    }

    /// Keeps a picture; its number is given out only once it is on the disk.
    pub(crate) fn add(&self, picture: &[u8], now_ms: u64) -> Result<u64, StoreError> {
        self.with(|db| {
            db.execute(
                "INSERT INTO ticket (state, picture, made_ms) VALUES ('NEW', ?1, ?2)",
                params![picture, now_ms.cast_signed()],
            )?;
            Ok(db.last_insert_rowid().cast_unsigned())
        })
    }

    /// Takes the oldest picture that nobody has begun to read.
    pub(crate) fn take(&self) -> Result<Option<(u64, Vec<u8>)>, StoreError> {
        self.with(|db| {
            db.query_row(
                "UPDATE ticket SET state = 'PRO' WHERE id =
                    (SELECT id FROM ticket WHERE state = 'NEW' ORDER BY id LIMIT 1)
                 RETURNING id, picture",
                [],
                |row| Ok((row.get::<_, i64>(0)?.cast_unsigned(), row.get(1)?)),
            )
            .optional()
        })
    }

    /// Writes what became of a picture that was taken; a ticket forgotten meanwhile stays forgotten.
    pub(crate) fn finish(&self, id: u64, scan: Option<&Scan>) -> Result<(), StoreError> {
        let (state, text) = match scan {
            Some(scan) => ("COM", Some(serde_json::to_string(scan)?)),
            None => ("ERR", None),
        };
        self.with(|db| {
            db.execute(
                "UPDATE ticket SET state = ?2, scan = ?3 WHERE id = ?1 AND state = 'PRO'",
                params![id.cast_signed(), state, text],
            )
        })?;
        Ok(())
    }

    /// The ticket of this number.
    pub(crate) fn look(&self, id: u64) -> Result<Option<Stored>, StoreError> {
        let row = self.with(|db| {
            db.query_row(
                "SELECT state, scan FROM ticket WHERE id = ?1",
                [id.cast_signed()],
                |row| Ok((row.get::<_, String>(0)?, row.get::<_, Option<String>>(1)?)),
            )
            .optional()
        })?;
        let Some((state, scan)) = row else {
            return Ok(None);
        };
        let scan = scan.map(|text| serde_json::from_str(&text)).transpose()?;
        Ok(Some(Stored {
            state: state_of(&state),
            scan,
        }))
    }

    /// The picture of this ticket.
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

    /// Deletes a ticket with its picture and result; whether there was one.
    pub(crate) fn forget(&self, id: u64) -> Result<bool, StoreError> {
        self.with(|db| db.execute("DELETE FROM ticket WHERE id = ?1", [id.cast_signed()]))
            .map(|n| n > 0)
    }

    /// Deletes every finished ticket older than `keep`.
    pub(crate) fn sweep(&self, keep: Duration, now_ms: u64) -> Result<usize, StoreError> {
        let age = u64::try_from(keep.as_millis()).unwrap_or(u64::MAX);
        let before = now_ms.saturating_sub(age).cast_signed();
        self.with(|db| {
            db.execute(
                "DELETE FROM ticket WHERE state IN ('COM', 'ERR') AND made_ms < ?1",
                [before],
            )
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

    #[test]
    fn a_ticket_cut_off_in_the_middle_begins_anew_and_is_read_once() {
        let folder = std::env::temp_dir().join(format!("idocr-store-{}", std::process::id()));
        let store = Store::open(Some(&folder)).unwrap();
        let id = store.add(b"picture", 1).unwrap();
        assert_eq!(store.take().unwrap(), Some((id, b"picture".to_vec())));
        assert_eq!(store.take().unwrap(), None, "taken once only");
        drop(store); // As after kill -9: PRO stands on the disk.

        let store = Store::open(Some(&folder)).unwrap();
        assert_eq!(store.take().unwrap(), Some((id, b"picture".to_vec())));
        store
            .finish(
                id,
                Some(&Scan {
                    width: 7,
                    ..Scan::default()
                }),
            )
            .unwrap();
        let stored = store.look(id).unwrap().unwrap();
        assert_eq!(
            (stored.state, stored.scan.unwrap().width),
            (TicketState::Complete, 7)
        );
        assert_eq!(store.take().unwrap(), None);
        std::fs::remove_dir_all(folder).unwrap();
    }

    #[test]
    fn the_database_is_for_its_owner_alone() {
        use std::os::unix::fs::PermissionsExt;
        let folder = std::env::temp_dir().join(format!("idocr-rights-{}", std::process::id()));
        let store = Store::open(Some(&folder)).unwrap();
        store.add(b"picture", 1).unwrap();
        for entry in std::fs::read_dir(&folder).unwrap() {
            let entry = entry.unwrap();
            let mode = entry.metadata().unwrap().permissions().mode() & 0o777;
            assert_eq!(mode, 0o600, "{}", entry.path().display());
        }
        std::fs::remove_dir_all(folder).unwrap();
    }

    #[test]
    fn what_is_forgotten_stays_forgotten() {
        let store = Store::open(None).unwrap();
        let id = store.add(b"picture", 1).unwrap();
        store.take().unwrap();
        assert!(store.forget(id).unwrap());
        store.finish(id, Some(&Scan::default())).unwrap();
        assert!(store.look(id).unwrap().is_none());
        assert!(!store.forget(id).unwrap());
    }

    #[test]
    fn finished_tickets_are_swept_and_waiting_ones_are_not() {
        let store = Store::open(None).unwrap();
        let done = store.add(b"a", 1000).unwrap();
        store.take().unwrap();
        store.finish(done, None).unwrap();
        let waiting = store.add(b"b", 1000).unwrap();
        assert_eq!(store.sweep(Duration::from_secs(1), 2000).unwrap(), 0);
        assert_eq!(store.sweep(Duration::from_secs(1), 2001).unwrap(), 1);
        assert!(store.look(done).unwrap().is_none());
        assert!(store.look(waiting).unwrap().is_some());
    }
}
