CREATE TABLE IF NOT EXISTS application (
    id INTEGER PRIMARY KEY,
    code TEXT NOT NULL UNIQUE,
    job TEXT NOT NULL,
    stage TEXT NOT NULL DEFAULT 'modtaget',
    given_name TEXT NOT NULL,
    family_name TEXT NOT NULL,
    email TEXT NOT NULL,
    phone TEXT NOT NULL,
    address TEXT NOT NULL,
    postcode_city TEXT NOT NULL,
    birth_date TEXT NOT NULL,
    cpr TEXT NOT NULL,
    nationality TEXT NOT NULL,
    profile TEXT NOT NULL,
    preferential TEXT NOT NULL,
    qualifications TEXT NOT NULL,
    letter TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS file (
    id INTEGER PRIMARY KEY,
    application INTEGER NOT NULL REFERENCES application (id),
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    media_type TEXT NOT NULL,
    bytes BLOB NOT NULL
);
CREATE TABLE IF NOT EXISTS event (
    id INTEGER PRIMARY KEY,
    application INTEGER NOT NULL REFERENCES application (id),
    text TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS note (
    id INTEGER PRIMARY KEY,
    application INTEGER NOT NULL REFERENCES application (id),
    author TEXT NOT NULL,
    text TEXT NOT NULL
);
