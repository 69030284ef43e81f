//! Everything the portal remembers, in one SQLite file: applications, their files, events and notes.

use std::path::Path;
use std::sync::{Mutex, MutexGuard};

use rusqlite::{Connection, OptionalExtension, Row, params};
use sha2::{Digest, Sha256};

/// What a person typed into the form.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Applicant {
    pub given_name: String,
    pub family_name: String,
    pub email: String,
    pub phone: String,
    pub address: String,
    pub postcode_city: String,
    pub birth_date: String,
    pub cpr: String,
    pub nationality: String,
    pub profile: String,
    /// What somebody wrote who claims the right to a preferential interview (fortrinsadgang); HR alone may see it.
    pub preferential: String,
}

/// One application as it is stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Application {
    /// Row number: grows by one, so never shown to a reviewer.
    pub id: i64,
    /// Five characters that say nothing of the person, such as `7F3K2`.
    pub code: String,
    /// Slug of the job.
    pub job: String,
    /// `modtaget`, `samtale` or `afvist`.
    pub stage: String,
    /// Who applied.
    pub who: Applicant,
    /// Free text; reviewers see it.
    pub qualifications: String,
    /// Free text; reviewers never see it.
    pub letter: String,
    /// The uploaded CV.
    pub cv: Option<FileInfo>,
    /// The uploaded photo.
    pub photo: Option<FileInfo>,
}

/// An uploaded file without its bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct FileInfo {
    pub id: i64,
    pub name: String,
    pub media_type: String,
}

/// A file on its way in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Upload {
    /// `cv` or `photo`.
    pub kind: &'static str,
    pub name: String,
    pub media_type: String,
    pub bytes: Vec<u8>,
}

impl Application {
    /// What reviewers call this person.
    pub fn pseudonym(&self) -> String {
        format!("Ansøger {}", self.code)
    }

    /// The number on the receipt.
    pub fn number(&self) -> String {
        format!("ANS-{}", self.code)
    }

    /// Given and family name.
    pub fn full_name(&self) -> String {
        format!("{} {}", self.who.given_name, self.who.family_name)
    }
}

/// The database behind one lock: the portal is small, and SQLite writes one at a time anyway.
#[derive(Debug)]
pub(super) struct Store {
    connection: Mutex<Connection>,
}

type Stored<T> = Result<T, rusqlite::Error>;

const APPLICATION: &str = "SELECT a.id, a.code, a.job, a.stage, a.given_name, a.family_name, a.email, a.phone, \
    a.address, a.postcode_city, a.birth_date, a.cpr, a.nationality, a.profile, a.preferential, a.qualifications, a.letter, \
    c.id, c.name, c.media_type, p.id, p.name, p.media_type FROM application a \
    LEFT JOIN file c ON c.application = a.id AND c.kind = 'cv' \
    LEFT JOIN file p ON p.application = a.id AND p.kind = 'photo'";

impl Store {
    /// Opens the file, or a database in memory.
    pub fn open(path: Option<&Path>) -> Stored<Store> {
        let connection = match path {
            Some(path) => Connection::open(path)?,
            None => Connection::open_in_memory()?,
        };
        connection.execute_batch(include_str!("schema.sql"))?;
        Ok(Store { connection: Mutex::new(connection) })
    }

    /// A panic while the lock was held leaves SQLite itself consistent, so the lock is taken over.
    fn connection(&self) -> MutexGuard<'_, Connection> {
        self.connection.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
    }

    /// Stores an application with its files and gives its code.
    pub fn submit(
        &self,
        job: &str,
        who: &Applicant,
        qualifications: &str,
        letter: &str,
        uploads: &[Upload],
    ) -> Stored<String> {
        let mut connection = self.connection();
        let transaction = connection.transaction()?;
        let next: i64 = transaction.query_row("SELECT COALESCE(MAX(id), 0) + 1 FROM application", [], |r| r.get(0))?;
        let mut salt = 0_u32;
        let code = loop {
            let code = code_for(next, salt);
            let taken: bool =
                transaction
                    .query_row("SELECT EXISTS(SELECT 1 FROM application WHERE code = ?1)", [&code], |r| r.get(0))?;
            if !taken {
                break code;
            }
            salt += 1;
        };
        transaction.execute(
            "INSERT INTO application (id, code, job, given_name, family_name, email, phone, address, postcode_city, \
             birth_date, cpr, nationality, profile, preferential, qualifications, letter) \
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16)",
            params![
                next, code, job, who.given_name, who.family_name, who.email, who.phone, who.address, who.postcode_city,
                who.birth_date, who.cpr, who.nationality, who.profile, who.preferential, qualifications, letter
            ],
        )?;
        for upload in uploads {
            transaction.execute(
                "INSERT INTO file (application, kind, name, media_type, bytes) VALUES (?1, ?2, ?3, ?4, ?5)",
                params![next, upload.kind, upload.name, upload.media_type, upload.bytes],
            )?;
        }
        transaction.execute(
            "INSERT INTO event (application, text) VALUES (?1, 'Ansøgningen blev modtaget via jobportalen.')",
            [next],
        )?;
        transaction.commit()?;
        Ok(code)
    }

    /// All applications that were not deleted, by code: an order that says nothing of the person or the time.
    pub fn applications(&self) -> Stored<Vec<Application>> {
        let connection = self.connection();
        let mut statement = connection.prepare(&format!("{APPLICATION} WHERE a.stage <> 'slettet' ORDER BY a.code"))?;
        statement.query_map([], application)?.collect()
    }

    /// The application with that code, unless it was deleted.
    pub fn application(&self, code: &str) -> Stored<Option<Application>> {
        let sql = format!("{APPLICATION} WHERE a.stage <> 'slettet' AND a.code = ?1");
        self.connection().query_row(&sql, [code], application).optional()
    }

    /// Moves an application to a stage and writes it into the history.
    pub fn set_stage(&self, id: i64, stage: &str, event: &str) -> Stored<()> {
        let mut connection = self.connection();
        let transaction = connection.transaction()?;
        transaction.execute("UPDATE application SET stage = ?2 WHERE id = ?1", params![id, stage])?;
        transaction.execute("INSERT INTO event (application, text) VALUES (?1, ?2)", params![id, event])?;
        transaction.commit()
    }

    /// Adds a line to the history.
    pub fn add_event(&self, id: i64, text: &str) -> Stored<()> {
        self.connection()
            .execute("INSERT INTO event (application, text) VALUES (?1, ?2)", params![id, text])
            .map(|_| ())
    }

    /// The history, oldest first.
    pub fn events(&self, id: i64) -> Stored<Vec<String>> {
        let connection = self.connection();
        let mut statement =
            connection.prepare("SELECT text FROM event WHERE application = ?1 ORDER BY id LIMIT 200")?;
        statement.query_map([id], |r| r.get(0))?.collect()
    }

    /// Adds a reviewer's note.
    pub fn add_note(&self, id: i64, author: &str, text: &str) -> Stored<()> {
        self.connection()
            .execute("INSERT INTO note (application, author, text) VALUES (?1, ?2, ?3)", params![id, author, text])
            .map(|_| ())
    }

    /// Notes with their author, oldest first.
    pub fn notes(&self, id: i64) -> Stored<Vec<(String, String)>> {
        let connection = self.connection();
        let mut statement =
            connection.prepare("SELECT author, text FROM note WHERE application = ?1 ORDER BY id LIMIT 200")?;
        statement.query_map([id], |r| Ok((r.get(0)?, r.get(1)?)))?.collect()
    }

    /// A stored file: application id, description and bytes.
    pub fn file(&self, id: i64) -> Stored<Option<(i64, FileInfo, Vec<u8>)>> {
        self.connection()
            .query_row("SELECT application, id, name, media_type, bytes FROM file WHERE id = ?1", [id], |r| {
                Ok((r.get(0)?, FileInfo { id: r.get(1)?, name: r.get(2)?, media_type: r.get(3)? }, r.get(4)?))
            })
            .optional()
    }
}

fn application(row: &Row<'_>) -> Stored<Application> {
    let file = |at: usize| -> Stored<Option<FileInfo>> {
        let Some(id) = row.get::<_, Option<i64>>(at)? else { return Ok(None) };
        Ok(Some(FileInfo { id, name: row.get(at + 1)?, media_type: row.get(at + 2)? }))
    };
    Ok(Application {
        id: row.get(0)?,
        code: row.get(1)?,
        job: row.get(2)?,
        stage: row.get(3)?,
        who: Applicant {
            given_name: row.get(4)?,
            family_name: row.get(5)?,
            email: row.get(6)?,
            phone: row.get(7)?,
            address: row.get(8)?,
            postcode_city: row.get(9)?,
            birth_date: row.get(10)?,
            cpr: row.get(11)?,
            nationality: row.get(12)?,
            profile: row.get(13)?,
            preferential: row.get(14)?,
        },
        qualifications: row.get(15)?,
        letter: row.get(16)?,
        cv: file(17)?,
        photo: file(20)?,
    })
}

/// A code from the running number alone: the same submissions give the same codes, and nobody can read the order or the
/// person off it. The first character is a digit and the second a letter, so that no code is a word or a number.
fn code_for(number: i64, salt: u32) -> String {
    const DIGITS: &[u8] = b"23456789";
    const LETTERS: &[u8] = b"BCDFGHJKLMNPQRSTVWXZ";
    let hash = Sha256::digest(format!("skovby/{number}/{salt}"));
    hash.iter()
        .take(5)
        .enumerate()
        .map(|(i, byte)| {
            let alphabet = if i % 2 == 0 { DIGITS } else { LETTERS };
            char::from(alphabet[usize::from(*byte) % alphabet.len()])
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_depend_on_the_number_alone_and_a_taken_one_is_avoided() {
        assert_eq!(code_for(1, 0), code_for(1, 0));
        assert_ne!(code_for(1, 0), code_for(1, 1));
        let store = Store::open(None).unwrap();
        let code = store.submit("skolesekretaer", &Applicant::default(), "q", "l", &[]).unwrap();
        assert_eq!(code, code_for(1, 0));
        let clash = code_for(2, 0);
        store.connection().execute("UPDATE application SET code = ?1", [&clash]).unwrap();
        assert_ne!(store.submit("skolesekretaer", &Applicant::default(), "q", "l", &[]).unwrap(), clash);
    }

    #[test]
    fn a_deleted_application_is_gone_from_every_list() {
        let store = Store::open(None).unwrap();
        let code = store.submit("skolesekretaer", &Applicant::default(), "q", "l", &[]).unwrap();
        let id = store.application(&code).unwrap().unwrap().id;
        store.set_stage(id, "slettet", "væk").unwrap();
        assert_eq!(store.application(&code).unwrap(), None);
        assert_eq!(store.applications().unwrap(), []);
    }
}
