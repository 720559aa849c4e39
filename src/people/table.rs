//! Lists with columns: saved from a table program, copied from one, or from a page.

use super::{
    People, Why, is_mail,
    pieces::{pieces, whole},
    turned,
};

/// What a column with whole names is called.
#[rustfmt::skip]
const FULL: &[&str] = &[
    "name", "names", "full name", "fullname", "display name", "participant", "participants",
    "participant name", "person", "people", "attendee", "attendees", "student", "students", "student name",
    "member", "members", "employee", "employee name", "who", "teilnehmer", "teilnehmerin",
    "teilnehmende", "vollständiger name", "nombre completo", "nombre y apellidos", "nom complet",
    "nom et prénom", "participantes", "nome completo", "nome e cognome", "partecipante", "partecipanti",
    "naam", "deelnemer", "deelnemers", "namn", "navn", "deltagare", "deltager", "deltagere", "nimi",
    "imię i nazwisko", "uczestnik", "name, vorname", "nachname, vorname", "last, first",
    "last name, first name", "nom, prénom", "apellidos, nombre", "cognome, nome", "имя", "фио", "участник", "姓名", "名前", "氏名", "이름", "الاسم", "שם",
];
/// What a column with given names is called.
#[rustfmt::skip]
const FIRST: &[&str] = &[
    "first name", "firstname", "first", "given name", "givenname", "given names", "given", "forename", "vorname",
    "vornamen", "prénom", "prenom", "prénoms", "nombre", "nombres", "nome", "voornaam", "förnamn", "fornavn",
    "imię", "etunimi", "名",
];
/// What a column with family names is called.
#[rustfmt::skip]
const LAST: &[&str] = &[
    "last name", "lastname", "last", "surname", "family name", "familyname", "family", "nachname",
    "familienname", "zuname", "nom", "nom de famille", "apellido", "apellidos", "cognome", "sobrenome",
    "achternaam", "efternamn", "efternavn", "etternavn", "nazwisko", "sukunimi", "фамилия", "姓",
];

/// The signs between columns, the surest first.
const ENDS: &[char] = &['\t', ';', '|', ','];

/// The people of a list with columns; none where it has none.
pub(super) fn read(text: &str) -> Option<People> {
    let text = unmarked(text);
    headed(text).or_else(|| unheaded(text))
}

/// Without the line by which some table programs say which sign they use.
fn unmarked(text: &str) -> &str {
    let first = text.lines().next().unwrap_or_default();
    match first.to_lowercase().strip_prefix("sep=") {
        Some(_) => text.get(first.len()..).unwrap_or_default().trim_start(),
        None => text,
    }
}

/// A table whose first row says what its columns hold.
fn headed(text: &str) -> Option<People> {
    let mut tables = ENDS.iter().map(|end| rows(text, *end));
    let (rows, columns) = tables.find_map(|rows| {
        let columns = Columns::of(rows.first()?)?;
        Some((rows, columns))
    })?;
    let mut people = People::default();
    let head = rows.first()?;
    for (_, other) in head
        .iter()
        .enumerate()
        .filter(|(at, _)| !columns.holds(*at))
    {
        if !other.trim().is_empty() {
            people.leave(other, Why::Column);
        }
    }
    for row in rows.iter().skip(1) {
        let name = columns.name(row);
        if !name.is_empty() {
            people.take(&name);
        } else {
            people.leave(&row.join(", "), Why::NoName);
        }
    }
    (!people.names.is_empty()).then_some(people)
}

/// Which columns hold names.
struct Columns {
    full: Option<usize>,
    first: Option<usize>,
    last: Option<usize>,
}

impl Columns {
    fn of(head: &[String]) -> Option<Self> {
        let called = |names: &[&str]| {
            let mut cells = head.iter();
            cells.position(|cell| names.contains(&plain(cell).as_str()))
        };
        let columns = Self {
            full: called(FULL),
            first: called(FIRST),
            last: called(LAST),
        };
        let known = [columns.full, columns.first, columns.last];
        known.iter().any(Option::is_some).then_some(columns)
    }

    /// Where only one part of a name has a column of its own, “Name” is the other part.
    fn parts(&self) -> (Option<usize>, Option<usize>) {
        match (self.full, self.first, self.last) {
            (_, Some(first), Some(last)) => (Some(first), Some(last)),
            (Some(full), Some(first), None) => (Some(first), Some(full)),
            (Some(full), None, _) => (Some(full), None),
            (None, first, last) => (first, last),
        }
    }

    fn holds(&self, at: usize) -> bool {
        let (first, last) = self.parts();
        first == Some(at) || last == Some(at)
    }

    fn name(&self, row: &[String]) -> String {
        let cell = |at: Option<usize>| at.and_then(|at| row.get(at)).map_or("", |cell| cell.trim());
        let (first, last) = self.parts();
        let joined = format!("{} {}", cell(first), cell(last));
        let name = joined.trim();
        // A whole cell “Smith, Ann” is turned, as it is in quotation marks.
        if let ([turn, first], None) = (pieces(name, &[',']).as_slice(), last) {
            return turned(turn, first);
        }
        name.to_owned()
    }
}

/// Whether the first of several rows, of three cells and more, is the only one without a mail
/// address.
fn has_head(rows: &[Vec<String>], mail: impl Fn(&Vec<String>) -> bool) -> bool {
    let head = rows
        .first()
        .is_some_and(|head| head.len() > 2 && !mail(head));
    head && rows.len() > 2 && rows.iter().skip(1).all(mail)
}

/// A table without a head, or with one in words that nobody here knows: in every row a cell is a
/// mail address, or cells are parted by tabs.
fn unheaded(text: &str) -> Option<People> {
    let mail = |row: &Vec<String>| row.iter().any(|cell| is_mail(cell) && !cell.contains('<'));
    let mut tables = ENDS.iter().map(|end| (*end, rows(text, *end)));
    let (_, rows) = tables.find(|(end, rows)| {
        let wide = rows.len() > 1 && rows.iter().all(|row| row.len() > 1);
        wide && (*end == '\t' || rows.iter().all(mail) || has_head(rows, mail))
    })?;
    let head = rows.first().filter(|_| has_head(&rows, mail));
    let body = rows.iter().skip(usize::from(head.is_some()));
    let mut people = People::default();
    for cell in head.into_iter().flatten() {
        people.leave(cell, Why::Column);
    }
    for row in body {
        let (mails, cells): (Vec<_>, Vec<_>) = row.iter().partition(|cell| is_mail(cell));
        let mut cells = cells
            .into_iter()
            .map(|cell| cell.trim())
            .filter(|cell| !cell.is_empty());
        let (first, second) = (cells.next(), cells.next());
        let single = |name: &str| !name.contains(char::is_whitespace);
        let (name, over) = match (first, second) {
            (Some(first), Some(second)) if single(first) && single(second) => {
                (format!("{first} {second}"), None)
            }
            (first, second) => (first.unwrap_or_default().to_owned(), second),
        };
        match (name.is_empty(), mails.first()) {
            (true, Some(mail)) => people.leave(mail, Why::NoName),
            _ => people.take(&name),
        }
        over.into_iter()
            .chain(cells)
            .for_each(|cell| people.leave(cell, Why::Column));
    }
    Some(people)
}

/// The rows of a table with that sign between its cells; lines that only draw are none.
fn rows(text: &str, end: char) -> Vec<Vec<String>> {
    let lines = pieces(text, &['\n']).into_iter();
    let rows = lines.filter(|line| line.chars().any(char::is_alphanumeric));
    let cells = |line: &str| {
        let line = if end == '|' {
            line.trim().trim_matches('|')
        } else {
            line
        };
        let cells = pieces(line, &[end]).into_iter();
        cells
            .map(|cell| whole(cell).unwrap_or_else(|| cell.trim().to_owned()))
            .collect()
    };
    rows.map(cells).collect()
}

/// The name of a column as it is looked up.
fn plain(cell: &str) -> String {
    let cell = cell.to_lowercase().replace(['_', '-'], " ");
    let cell = cell.trim_matches(|letter: char| !letter.is_alphanumeric());
    cell.split_whitespace().collect::<Vec<_>>().join(" ")
}
